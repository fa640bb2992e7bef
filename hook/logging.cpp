#include "hook/logging.h"

#include <memory>

#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

namespace veto::hook {

base::Log make_log(Tracing tracing) {
  if (tracing == Tracing::Off) return {};
  const auto logger = std::make_shared<spdlog::logger>(
      "git-veto", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  logger->set_level(spdlog::level::trace);
  logger->set_pattern("git-veto: %l: %v (%i us)");
  return base::Log([logger](const std::string& line) { logger->trace(line); });
}

}  // namespace veto::hook
