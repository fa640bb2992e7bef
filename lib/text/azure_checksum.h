// The checksums inside Microsoft's keys: Marvin32 with a seed for each service, and the CRC-32 that
// old Azure DevOps tokens spread over their bytes. For the table of token_checksum.h; parameters
// are those of ChecksumAlgorithm.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace veto::text {

/// Identifiable keys (Storage, Cosmos DB, Service Bus ...): base64 whose last four bytes are the
/// sum.
[[nodiscard]] bool verify_azure_key(std::string_view secret, std::size_t skip);
[[nodiscard]] std::string mint_azure_key(std::string_view token, std::size_t skip);

/// Common annotated security keys (JQQJ99): 80 characters and four of the sum, or eight.
[[nodiscard]] bool verify_cask(std::string_view secret, std::size_t skip);
[[nodiscard]] std::string mint_cask(std::string_view token, std::size_t skip);

/// The client secrets of Entra ID.
[[nodiscard]] std::string mint_entra(std::string_view token, std::size_t skip);

/// Azure DevOps tokens of 52 lower-case base32 characters. The sum stands in the middle: minting
/// takes 44 characters and chooses the last eight so that it becomes right.
[[nodiscard]] bool verify_azure_devops(std::string_view secret, std::size_t skip);
[[nodiscard]] std::string mint_azure_devops(std::string_view token, std::size_t skip);

}  // namespace veto::text
