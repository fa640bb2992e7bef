#include "scan/scan.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <iterator>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <tuple>
#include <utility>

#include "scan/finding_id.h"
#include "scan/history_memory.h"
#include "scan/moved.h"
#include "scan/named_texts.h"
#include "scan/worker.h"

namespace veto::scan {
namespace {

constexpr std::chrono::milliseconds kProgressInterval{100};

/// Runs work(0) ... work(count - 1) at the same time, the last one on this thread unless `watch` is
/// set, which is then called at intervals. The first exception of a worker is thrown here.
void run_parallel(unsigned count, const std::function<void(unsigned)>& work,
                  const std::function<void()>& watch) {
  std::mutex mutex;
  std::condition_variable finished;
  unsigned running = 0;
  std::exception_ptr failure;
  const auto guarded = [&](unsigned number) {
    std::exception_ptr caught;
    try {
      work(number);
    } catch (...) {
      caught = std::current_exception();
    }
    const std::scoped_lock lock(mutex);
    if (caught && !failure) failure = caught;
    --running;
    finished.notify_one();
  };
  {
    const bool on_this_thread = !watch;
    running = count;
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < count - (on_this_thread ? 1 : 0); ++i)
      threads.emplace_back([&guarded, i] { guarded(i); });
    if (on_this_thread) {
      guarded(count - 1);
    } else {
      std::unique_lock lock(mutex);
      while (!finished.wait_for(lock, kProgressInterval, [&] { return running == 0; })) {
        lock.unlock();
        watch();
        lock.lock();
      }
    }
  }
  if (failure) std::rethrow_exception(failure);
}

/// What shows that progress; nothing when nobody wants to see it.
std::function<void()> watching(const ScanOptions& options,
                               const std::function<source::Progress()>& progress) {
  if (!options.on_progress) return nullptr;
  return [&options, progress] { options.on_progress(progress()); };
}

/// Reads the source to its end with all workers and gathers what they found.
std::vector<Detection> read_all(source::Source& source, const WorkerSettings& settings,
                                const ScanOptions& options, model::ScanResult& result) {
  const unsigned count = source.start(std::max(options.threads, 1U));
  std::vector<std::unique_ptr<Worker>> workers;
  for (unsigned i = 0; i < count; ++i) workers.push_back(std::make_unique<Worker>(settings));
  run_parallel(
      count,
      [&](unsigned number) {
        Worker& worker = *workers[number];
        std::optional<HistoryMemory::Recorder> recorder;
        if (options.memory != nullptr) recorder.emplace(*options.memory, worker, number);
        const auto next = [&] { return source.next(number, worker); };
        const auto read_next = [&] { return recorder ? recorder->read(next) : next(); };
        while (attempt(worker.diagnostics, settings.log, read_next)) {
        }
        if (recorder) recorder->keep();
      },
      watching(options, [&] { return source.progress(); }));
  std::vector<Detection> detections;
  for (std::unique_ptr<Worker>& worker : workers) {
    if (detections.empty())
      detections = std::move(worker->detections);
    else
      std::move(worker->detections.begin(), worker->detections.end(),
                std::back_inserter(detections));
    std::move(worker->diagnostics.begin(), worker->diagnostics.end(),
              std::back_inserter(result.diagnostics));
    result.coverage.bytes += worker->bytes;
    worker.reset();  // there may be many detections
  }
  return detections;
}

/// Order in which places are listed, and detections grouped, whichever worker came first.
auto place_key(const model::Place& place) {
  return std::tie(place.path, place.object, place.commit, place.line, place.column);
}

void add_fingerprints(std::vector<model::Finding>& findings, const ScanOptions& options) {
  const bool any_guessable = std::any_of(findings.begin(), findings.end(), [](const auto& finding) {
    return finding.rule->strength == rules::Strength::Guessable && finding.id.empty();
  });
  policy::FingerprintSalt salt;
  if (any_guessable && options.salt) salt = options.salt();
  const unsigned threads = any_guessable
                               ? std::min<unsigned>(std::max(options.threads, 1U),
                                                    static_cast<unsigned>(findings.size()))
                               : 1;
  std::atomic<std::size_t> next{0};
  if (findings.empty()) return;
  run_parallel(
      threads,
      [&](unsigned) {
        for (std::size_t i = next++; i < findings.size(); i = next++) {
          model::Finding& finding = findings[i];
          if (finding.id.empty()) finding.id = fingerprint_of(finding, salt);
        }
      },
      watching(options, [&] {
        source::Progress progress{std::min<std::size_t>(next, findings.size()), findings.size()};
        progress.phase = source::Phase::Naming;
        progress.unit = "finding";
        return progress;
      }));
}

/// What the source knows besides, which may take long in a history.
void complete(source::Source& source, const ScanOptions& options, model::ScanResult& result) {
  const auto finish = [&](unsigned) {
    attempt(result.diagnostics, options.log, [&] { return source.finish(result), true; });
  };
  run_parallel(1, finish, watching(options, [] {
                 source::Progress progress;
                 progress.phase = source::Phase::Tracing;
                 return progress;
               }));
}

void apply_policy(std::vector<model::Finding>& findings, const policy::Policy& policy) {
  std::vector<model::Finding> parts;
  for (model::Finding& finding : findings) {
    if (std::optional<model::Finding> part = policy.apply(finding))
      parts.push_back(*std::move(part));
  }
  std::move(parts.begin(), parts.end(), std::back_inserter(findings));
}

/// All findings with their places and ids.
void find_all(source::Source& source, const WorkerSettings& settings, const ScanOptions& options,
              model::ScanResult& result) {
  std::vector<Detection> detections = read_all(source, settings, options, result);
  drop_moved(source, settings, detections, result);
  if (options.memory != nullptr) options.memory->add_known(detections);
  const confirm::TimeSpan span = add_named(source, settings, detections, result);
  if (options.memory != nullptr) options.memory->narrow_to(span);
  std::stable_sort(detections.begin(), detections.end(),
                   [](const Detection& a, const Detection& b) {
                     return place_key(a.place) < place_key(b.place);
                   });

  // One finding a secret, with its places and, in a history, its commits.
  result.findings = group(std::move(detections));
  complete(source, options, result);
  add_fingerprints(result.findings, options);
  if (options.memory != nullptr) options.memory->keep(result);
}

}  // namespace

model::ScanResult scan(source::Source& source, const match::Engine& engine,
                       const policy::Policy& policy, const ScanOptions& options) {
  model::ScanResult result;
  result.tool.rules = engine.rule_count() + options.other_rules.size();

  // What was found, whichever worker found it first.
  const FileRules files(options.other_rules, policy.files());
  const KnownValues known(options.known_values);
  const WorkerSettings settings{engine,
                                {options.now_unix},
                                options.log,
                                &policy,
                                options.only_rules,
                                options.other_rules,
                                &files,
                                known.empty() ? nullptr : &known};
  if (options.memory == nullptr || !options.memory->recall(settings, options.salt, result))
    find_all(source, settings, options, result);

  // What has been decided about them.
  apply_policy(result.findings, policy);

  std::stable_sort(result.findings.begin(), result.findings.end(),
                   [](const model::Finding& a, const model::Finding& b) {
                     const model::Place& first = a.places.front();
                     const model::Place& second = b.places.front();
                     return std::tie(first.path, first.line, first.column, a.rule->id) <
                            std::tie(second.path, second.line, second.column, b.rule->id);
                   });
  std::stable_sort(result.diagnostics.begin(), result.diagnostics.end(),
                   [](const base::Diagnostic& a, const base::Diagnostic& b) {
                     return std::tie(a.code, a.path, a.object, a.message) <
                            std::tie(b.code, b.path, b.object, b.message);
                   });
  return result;
}

}  // namespace veto::scan
