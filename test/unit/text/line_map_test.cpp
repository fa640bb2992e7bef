#include "text/line_map.h"

#include <random>
#include <string>
#include <vector>

#include "test/support/catch.h"

using namespace veto::text;

namespace {

/// The definition, byte by byte.
Position slow_position(const std::string& text, std::size_t offset) {
  const bool old_mac = text.find('\n') >= text.size() - 1 &&
                       text.substr(0, text.size() - (text.ends_with("\r\n") ? 2 : 0)).find('\r') !=
                           std::string::npos;
  Position position;
  for (std::size_t i = 0; i < offset; ++i) {
    ++position.column;
    if (text[i] == (old_mac ? '\r' : '\n')) position = {position.line + 1, 1};
  }
  return position;
}

std::string random_text(std::mt19937& random, std::size_t size) {
  std::string text;
  for (std::size_t i = 0; i < size; ++i) text.push_back("ab\r\n"[random() % 4]);
  return text;
}

}  // namespace

TEST_CASE("lines end behind LF, CRLF counts once") {
  const std::string text = "one\ntwo\r\n\nfour";
  CHECK(position_of(text, 0) == Position{1, 1});
  CHECK(position_of(text, 3) == Position{1, 4});
  CHECK(position_of(text, 4) == Position{2, 1});
  CHECK(position_of(text, 8) == Position{2, 5});
  CHECK(position_of(text, 9) == Position{3, 1});
  CHECK(position_of(text, 10) == Position{4, 1});
  CHECK(position_of(text, text.size()) == Position{4, 5});
  CHECK(position_of(text, 1000) == Position{4, 5});
  CHECK(position_of("", 0) == Position{1, 1});
}

TEST_CASE("a text with CRs and no LF has CR line ends") {
  CHECK(position_of("one\rtwo\rthree", 8) == Position{3, 1});
  CHECK(position_of("one\r\rthree", 5) == Position{3, 1});
  CHECK(position_of("one\rtwo\rthree\n", 8) == Position{3, 1});
  CHECK(position_of("one\r\n", 4) == Position{1, 5});
  // A lone CR in any other, as of a progress bar or in a binary file, ends no line.
  CHECK(position_of("one\rtwo\nthree", 8) == Position{2, 1});
  CHECK(position_of("one\ntwo\rthree", 8) == Position{2, 5});
  CHECK(position_of("one\r\ntwo\rthree", 9) == Position{2, 5});
}

TEST_CASE("pieces count as the whole text does, wherever it is cut") {
  std::mt19937 random(1);
  for (int round = 0; round < 3000; ++round) {
    const std::string text = random_text(random, random() % 24);
    LineCounter counter;
    std::size_t begin = 0;
    while (begin < text.size()) {
      // The buffer is reused, as a stream does.
      const std::string piece = text.substr(begin, random() % 6);
      counter.feed(piece);
      for (std::size_t i = 0; i < piece.size(); ++i) {
        if (random() % 3 == 0) continue;
        // What is not here yet cannot count.
        const std::size_t lf = text.find('\n');
        if (lf != std::string::npos && lf + 1 >= begin + piece.size()) continue;
        if (counter.at(i) != slow_position(text, begin + i)) FAIL("offset " << begin + i);
      }
      begin += piece.size();
    }
  }
}

TEST_CASE("an LF far behind the first CR changes no line ends") {
  for (const std::size_t size : {65535UL, 65536UL}) {
    const std::string front(size - 1, 'x');
    LineCounter counter;
    counter.feed(front + "\r");
    counter.feed("y\nz");
    CHECK(counter.counts_cr() == (size == 65536));
    CHECK(counter.at(2) == (size == 65536 ? Position{2, 3} : Position{2, 1}));
  }
}

TEST_CASE("offsets of a piece may be asked for in any order") {
  std::mt19937 random(2);
  for (int round = 0; round < 2000; ++round) {
    const std::string text = random_text(random, 20);
    LineCounter counter;
    counter.feed(text);
    for (int i = 0; i < 10; ++i) {
      const std::size_t offset = random() % 20;
      if (counter.at(offset) != slow_position(text, offset)) FAIL("offset " << offset);
      if (position_of(text, offset) != slow_position(text, offset)) FAIL("offset " << offset);
    }
  }
}

TEST_CASE("line map: the way back from a position leads to the byte, for every kind of line end") {
  for (const std::string_view text :
       {"", "a", "one\ntwo\n\nfour", "one\r\ntwo\r\n", "one\rtwo\n\rfour", "\r\r", "\n"}) {
    for (std::size_t offset = 0; offset <= text.size(); ++offset) {
      CAPTURE(text, offset);
      CHECK(offset_of(text, position_of(text, offset)) == offset);
    }
    CHECK(offset_of(text, {100, 1}) == text.size());
    CHECK(offset_of(text, {1, 100}) == text.size());
  }
}
