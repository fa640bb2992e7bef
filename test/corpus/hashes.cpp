// Hashes and identifiers: object ids, digests, UUIDs, test vectors, logs.
#include <fmt/format.h>

#include "test/corpus/maker.h"

namespace veto::corpus {
namespace {

std::string checksums(Maker& maker, std::size_t digits) {
  std::string text;
  for (int i = 0; i < 300; ++i)
    text += fmt::format("{}  {}-{}.tar.gz\n", maker.hex(digits), maker.word(), maker.version());
  return text;
}

std::string git_log(Maker& maker) {
  std::string text;
  for (int i = 0; i < 150; ++i)
    text += fmt::format(
        "commit {}\nAuthor: {} <{}@example.org>\nDate:   Mon Nov 3 1{}:20:0{} 2025 +0100\n\n"
        "    {}\n\ndiff --git a/{} b/{}\nindex {}..{} 100644\n",
        maker.hex(40), maker.word(), maker.word(), maker.digits(1), maker.digits(1),
        maker.sentence(6), maker.word(), maker.word(), maker.hex(7), maker.hex(7));
  return text;
}

std::string packed_refs(Maker& maker) {
  std::string text = "# pack-refs with: peeled fully-peeled sorted \n";
  for (int i = 0; i < 200; ++i)
    text += fmt::format("{} refs/tags/v{}\n^{}\n", maker.hex(40), maker.version(), maker.hex(40));
  return text;
}

std::string uuids(Maker& maker) {
  std::string text = "id,parent_id,name,created_at,session\n";
  for (int i = 0; i < 300; ++i)
    text += fmt::format("{},{},{},2025-0{}-1{}T0{}:00:00Z,{}\n", maker.uuid(), maker.uuid(),
                        maker.word(), 1 + maker.random.below(9), maker.digits(1), maker.digits(1),
                        maker.hex(32));
  return text;
}

std::string c_vectors(Maker& maker) {
  std::string text = "static const unsigned char kVectors[][32] = {\n";
  for (int i = 0; i < 120; ++i) {
    text += "    {";
    for (int byte = 0; byte < 32; ++byte) text += "0x" + maker.hex(2) + ", ";
    text += "},\n";
  }
  return text + "};\n";
}

std::string json_vectors(Maker& maker) {
  std::string text = "{\"algorithm\": \"AES-GCM\", \"tests\": [\n";
  for (std::size_t i = 0; i < 150; ++i)
    text += fmt::format(
        "  {{\"tcId\": {}, \"iv\": \"{}\", \"msg\": \"{}\", \"ct\": \"{}\", \"tag\": \"{}\"}},\n",
        i, maker.hex(24), maker.hex(32 + 2 * i), maker.hex(32 + 2 * i), maker.hex(32));
  return text + "]}\n";
}

std::string server_log(Maker& maker) {
  std::string text;
  for (int i = 0; i < 300; ++i)
    text += fmt::format(
        "2025-11-0{}T12:0{}:11.{}Z INFO request_id={} trace={} span={} GET /v1/{}/{} 200 {}ms "
        "etag=W/\"{}\"\n",
        1 + maker.random.below(9), maker.digits(1), maker.digits(3), maker.uuid(), maker.hex(32),
        maker.hex(16), maker.word(), maker.digits(9), maker.digits(2), maker.base64(18));
  return text;
}

std::string image_digests(Maker& maker) {
  std::string text = "images:\n";
  for (int i = 0; i < 100; ++i)
    text += fmt::format("  - registry.example.org/{}/{}:{}@sha256:{}\n", maker.word(), maker.word(),
                        maker.version(), maker.hex(64));
  return text;
}

}  // namespace

void add_hashes(Maker& maker) {
  maker.add("MD5SUMS", checksums(maker, 32));
  maker.add("SHA1SUMS", checksums(maker, 40));
  maker.add("SHA256SUMS", checksums(maker, 64));
  maker.add("SHA512SUMS", checksums(maker, 128));
  maker.add("history.txt", git_log(maker));
  maker.add("packed-refs", packed_refs(maker));
  maker.add("rows.csv", uuids(maker));
  maker.add("vectors.h", c_vectors(maker));
  maker.add("vectors.json", json_vectors(maker));
  maker.add("server.log", server_log(maker));
  maker.add("images.yaml", image_digests(maker));
}

}  // namespace veto::corpus
