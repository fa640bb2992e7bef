// What speaks for and against a value being a secret: the evidence that the score weighs.
//
// Every feature is a number between -1 and 1, most of them 0 or 1, and has a short phrase for the
// explanation. The weights (generic_weights.h) are learnt by bench/generic/train.py, which reads
// the same features from bench/generic/dump_features.cpp.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "confirm/assignment.h"
#include "confirm/text_kind.h"

namespace veto::confirm {

struct FeatureName {
  std::string_view id;      ///< as in the table of weights
  std::string_view phrase;  ///< for people
};

// clang-format off
inline constexpr auto kFeatureNames = std::to_array<FeatureName>({
    {"name_password", "a password's name"},
    {"name_secret", "a secret's name"},
    {"name_token", "a token's name"},
    {"name_api_key", "the name of a key that opens something"},
    {"name_key", "the name of some key"},
    {"name_bare_key", "a key without a further name"},
    {"name_salt", "a salt or nonce"},
    {"name_auth", "the name of a login"},
    {"name_whole", "the name is the word alone"},
    {"name_example", "a name for failing or for show"},
    {"name_constant", "a constant's name"},
    {"quoted", "a quoted value"},
    {"form_comparison", "a comparison"},
    {"form_call", "the argument of a call"},
    {"form_list", "an entry of a list"},
    {"form_element", "the text of an element"},
    {"form_word", "a value behind its word"},
    {"form_prose", "prose"},
    {"form_option", "an option of a command"},
    {"form_next_line", "a value on the next line"},
    {"file_program", "a program"},
    {"file_configuration", "a configuration file"},
    {"file_script", "a script"},
    {"file_document", "a document"},
    {"file_data", "a data file"},
    {"file_query", "a file of queries"},
    {"file_listing", "a lock file or a translation"},
    {"path_test", "a test"},
    {"length_4", "four or five characters"},
    {"length_6", "six or seven characters"},
    {"length_8", "eight to eleven characters"},
    {"length_12", "twelve to nineteen characters"},
    {"length_20", "twenty characters or more"},
    {"length_40", "forty characters or more"},
    {"no_digit", "no digit"},
    {"two_digits", "two digits or more"},
    {"both_cases", "letters of both cases inside"},
    {"lower_only", "small letters only"},
    {"upper_only", "capitals only"},
    {"special", "special characters"},
    {"spaces", "words with spaces"},
    {"sentence", "a sentence"},
    {"words", "made of words"},
    {"word_evidence", "likely as words"},
    {"random", "a random value"},
    {"hex", "hexadecimal"},
    {"uuid", "a UUID"},
    {"repeats_name", "a value like its name"},
    {"secret_word", "a value that names a secret"},
    {"stands_in", "a value that stands for one"},
    {"descriptive", "a value that describes one"},
    {"weak", "a well-known default"},
    {"wordlike", "one word"},
    {"humps", "camelCase"},
    {"joined", "words joined by marks"},
    {"dotted", "a dotted name"},
    {"identifier", "may be an identifier"},
    {"walk", "a walk on the keyboard"},
    {"more_words", "more words follow"},
    {"long_line", "a long line"},
    {"comment", "a comment"},
    {"password_word", "a word as a password"},
    {"password_in_test", "a password in a test"},
    {"random_kind_weak", "a key or token that is not random"},
    {"bare_in_program", "a bare value in a program"},
    {"bare_word", "a bare word"},
    {"text_kind", "text behind a token's or key's name"},
    {"capitalised", "a capitalised word"},
    {"random_named", "a random value behind an unambiguous name"},
    {"first_argument", "the value behind a quoted name"},
    {"password_whole", "nothing but a password's name"},
    {"random_kind_wordlike", "a word as a key or token"},
    {"list_text", "text or a name in a list"},
    {"list_of_name", "behind a name that is no string"},
    {"names_itself", "a value that ends as names of secrets do"},
    {"key_kind_words", "words behind a key's name"},
    {"secret_kind_words", "words behind a secret's name"},
    {"assigned_with_space", "a bare value behind a blank"},
    {"bare_ends_statement", "a bare value that ends a statement"},
    {"spaced_secret_word", "text about a secret"},
    {"token_word", "a word as a token"},
    {"spoken_password", "a word without digits as a password"},
});
// clang-format on

inline constexpr std::size_t kFeatures = kFeatureNames.size();
using Features = std::array<float, kFeatures>;

/// Why the value is no secret whatever the score, empty if nothing says so. Static text. The value
/// tells, and what stands on its line; then the text around, which takes longer.
[[nodiscard]] std::string_view find_fault(const Assignment& assignment, NameKind kind,
                                          PlaceKind& place) noexcept;
[[nodiscard]] std::string_view find_fault_of_value(const Assignment& assignment, NameKind kind,
                                                   PlaceKind& place) noexcept;
[[nodiscard]] std::string_view find_fault_of_place(const Assignment& assignment,
                                                   PlaceKind& place) noexcept;

/// The evidence of an assignment that is not rejected out of hand; that of the place may come
/// later.
[[nodiscard]] Features read_features(const Assignment& assignment, NameKind kind,
                                     PlaceKind& place) noexcept;
[[nodiscard]] Features read_features_of_value(const Assignment& assignment, NameKind kind) noexcept;
void add_features_of_place(Features& features, const Assignment& assignment, NameKind kind,
                           PlaceKind& place) noexcept;

}  // namespace veto::confirm
