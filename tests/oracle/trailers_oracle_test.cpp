// SPDX-License-Identifier: MIT
// Our trailer rules against git's, over generated messages. SESSION_ORACLE_SEED and SESSION_ORACLE_COUNT
// choose other messages and more of them.
#include "core/recording/trailers.hpp"
#include "support/temp_dir.hpp"

#include <gtest/gtest.h>
#include <stdio.h>

#include "oracle/trailer_messages.hpp"
#include <array>
#include <cstdlib>
#include <functional>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace session {
namespace {

using test::TempDir;

/// A configuration: as options for git, and as rules for us.
struct Variation {
  std::string name;
  std::string options;
  TrailerRules rules;
};

std::vector<Variation> all_variations() {
  TrailerRules configured;
  configured.separators = ":#=";
  configured.comment = ';';
  configured.aliases = {{"completes", "Completes: "}, {"fix", "Fix #"}, {"bare"}, {"sign", "Signed-off-by"}};
  TrailerRules odd;
  odd.separators = "\t :-";
  odd.comment = 'k';
  odd.aliases = {{"x-y", "Key"}, {"Next"}};
  return {{"default", "", {}},
          {"configured",
           "-c trailer.completes.key='Completes: ' -c trailer.fix.key='Fix #' -c trailer.bare.where=end "
           "-c trailer.sign.key=Signed-off-by -c trailer.separators=':#=' -c core.commentChar=';'",
           configured},
          {"odd",
           "-c trailer.x-y.key=Key -c trailer.Next.ifExists=add -c trailer.separators='\t :-' "
           "-c core.commentChar=k",
           odd}};
}

std::size_t number_from_environment(const char* name, std::size_t otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise : std::strtoull(value, nullptr, 10);
}

std::uint64_t chosen_seed() {
  return number_from_environment("SESSION_ORACLE_SEED", 20240229);
}

std::string escape(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\n') {
      out += "\\n";
    } else if (c == '\\' || c == '"') {
      out += {'\\', c};
    } else if (byte < 0x20 || byte > 0x7e) {
      out += {'\\', 'x', kDigits[byte >> 4], kDigits[byte & 15]};
    } else {
      out += c;
    }
  }
  return out;
}

std::string describe(const std::vector<Trailer>& trailers) {
  std::string out;
  for (const auto& [key, value] : trailers)
    out += "    \"" + escape(key) + "\" = \"" + escape(value) + "\"\n";
  return out.empty() ? "    (none)\n" : out;
}

/// The key as git prints it: where an alias sets it, with the separator of its setting.
std::vector<Trailer> with_printed_keys(std::vector<Trailer> trailers, const TrailerRules& rules) {
  for (Trailer& trailer : trailers) {
    for (const TrailerAlias& alias : rules.aliases) {
      if (!alias.key.empty() && alias.key.starts_with(trailer.key)) trailer.key = alias.key;
    }
  }
  return trailers;
}

std::vector<Trailer> ours(const std::string& message, const TrailerRules& rules) {
  return with_printed_keys(parse_trailers(message, rules), rules);
}

/// A git that sees nothing of the machine's settings, in a folder of its own.
class Git {
 public:
  Git() { run("init -q ."); }

  [[nodiscard]] const TempDir& folder() const { return folder_; }

  /// What git prints, open for reading.
  using Pipe = std::unique_ptr<FILE, int (*)(FILE*)>;
  [[nodiscard]] Pipe read(const std::string& arguments) const {
    return {popen(shell_line(arguments).c_str(), "r"), pclose};
  }
  /// A standard input of git, open for writing.
  [[nodiscard]] Pipe write(const std::string& arguments) const {
    return {popen(shell_line(arguments).c_str(), "w"), pclose};
  }
  void run(const std::string& arguments) const {
    EXPECT_EQ(std::system(shell_line(arguments).c_str()), 0) << arguments;
  }

 private:
  [[nodiscard]] std::string shell_line(const std::string& arguments) const {
    const std::string path = folder_.path().string();
    return "cd '" + path + "' && env -i PATH=\"$PATH\" HOME='" + path +
           "' LC_ALL=C GIT_CONFIG_NOSYSTEM=1 GIT_CEILING_DIRECTORIES=/ git " + arguments;
  }

  TempDir folder_;
};

/// Makes the branch anew with one commit per message, in one run.
void import_messages(const Git& git, const std::string& branch, std::size_t count,
                     const std::function<std::string(std::size_t)>& message_at) {
  const Git::Pipe pipe = git.write("-c core.compression=0 fast-import --quiet --force");
  ASSERT_NE(pipe, nullptr);
  const auto put = [&](std::string_view text) { std::fwrite(text.data(), 1, text.size(), pipe.get()); };
  put("reset refs/heads/" + branch + "\n\n");
  for (std::size_t i = 0; i < count; ++i) {
    const std::string message = message_at(i);
    put("commit refs/heads/" + branch + "\ncommitter A <a@example.com> 1 +0000\ndata " +
        std::to_string(message.size()) + "\n");
    put(message);
    put("\n");
  }
}

/// Reads the answers of git log, newest commit first. Keys and values hold no NUL, and keys are never empty,
/// so an empty key ends a commit.
class LogReader {
 public:
  LogReader(const Git& git, const std::string& branch, const Variation& variation)
      : pipe_(git.read(variation.options + " log " + branch +
                       " --format='tformat:%(trailers:only,unfold,separator=%x00," +
                       "key_value_separator=%x00)%x00%x00'")) {}
  LogReader(const LogReader&) = delete;
  LogReader& operator=(const LogReader&) = delete;
  ~LogReader() { std::free(field_); }

  /// The trailers of the next commit; nothing at the end.
  std::optional<std::vector<Trailer>> next() {
    std::vector<Trailer> trailers;
    std::optional<std::string> key = next_field();
    if (key && key->starts_with("\n")) key->erase(0, 1);  // the line feed that ends the commit before
    if (key && key->empty()) return next_field() ? std::optional(trailers) : std::nullopt;
    while (key && !key->empty()) {
      const std::optional<std::string> value = next_field();
      if (!value) return std::nullopt;
      trailers.push_back({*key, *value});
      key = next_field();
    }
    if (!key) return std::nullopt;
    return trailers;
  }

 private:
  std::optional<std::string> next_field() {
    const ssize_t length = getdelim(&field_, &capacity_, '\0', pipe_.get());
    if (length <= 0 || field_[length - 1] != '\0') return std::nullopt;
    return std::string(field_, static_cast<std::size_t>(length) - 1);
  }

  Git::Pipe pipe_;
  char* field_ = nullptr;
  std::size_t capacity_ = 0;
};

/// The message without some bytes: each line left out, then halves, then single bytes of short ones.
std::vector<std::string> smaller_messages(const std::string& message) {
  std::vector<std::string> smaller;
  for (std::size_t at = 0; at < message.size();) {
    const std::size_t end = std::min(message.find('\n', at), message.size() - 1) + 1;
    smaller.push_back(message.substr(0, at) + message.substr(end));
    at = end;
  }
  for (std::size_t size = message.size() / 2; size > 40; size /= 2) {
    for (std::size_t at = 0; at + size <= message.size(); at += size) {
      smaller.push_back(message.substr(0, at) + message.substr(at + size));
    }
  }
  for (std::size_t at = 0; at < message.size() && message.size() < 400; ++at) {
    smaller.push_back(message.substr(0, at) + message.substr(at + 1));
  }
  return smaller;
}

struct Difference {
  std::string message;
  std::vector<Trailer> git;
};

/// The first of the messages on which git log and we differ.
std::optional<Difference> find_difference(const Git& git, const std::vector<std::string>& messages,
                                          const Variation& variation) {
  import_messages(git, "smaller", messages.size(), [&](std::size_t i) { return messages.at(i); });
  LogReader log(git, "smaller", variation);
  std::optional<Difference> found;
  for (std::size_t i = messages.size(); i-- > 0;) {
    const auto trailers = log.next();
    if (!trailers) return std::nullopt;
    if (*trailers != ours(messages.at(i), variation.rules)) found = {messages.at(i), *trailers};
  }
  return found;
}

Difference shrink(const Git& git, Difference difference, const Variation& variation) {
  for (int round = 0; round < 60; ++round) {
    const auto smaller = find_difference(git, smaller_messages(difference.message), variation);
    if (!smaller) break;
    difference = *smaller;
  }
  return difference;
}

class TrailerOracle : public ::testing::Test {
 protected:
  void compare_with_log(const Git& git, std::size_t count, const Variation& variation) {
    LogReader log(git, "main", variation);
    std::size_t with_trailers = 0;
    int differences = 0;
    for (std::size_t i = count; i-- > 0 && differences < 3;) {
      const auto theirs = log.next();
      ASSERT_TRUE(theirs) << "git log ended at message " << i;
      if (!theirs->empty()) ++with_trailers;
      const std::string message = test::make_trailer_message(seed_, i);
      if (*theirs == ours(message, variation.rules)) continue;
      ++differences;
      const Difference small = shrink(git, {message, *theirs}, variation);
      ADD_FAILURE() << "seed " << seed_ << ", message " << i << ", settings " << variation.name
                    << "\n  made smaller: \"" << escape(small.message) << "\"\n  git:\n"
                    << describe(small.git) << "  ours:\n"
                    << describe(ours(small.message, variation.rules));
    }
    if (differences > 0) return;
    EXPECT_FALSE(log.next()) << "git log has more commits than messages";
    // Both answers must be common, or the messages would prove little.
    EXPECT_GT(with_trailers, count / 5);
    EXPECT_LT(with_trailers, count * 4 / 5);
    std::cout << variation.name << ": " << count << " messages, " << with_trailers << " with trailers\n";
  }

  const std::uint64_t seed_ = chosen_seed();
};

TEST_F(TrailerOracle, AgreesWithGitLog) {
  const std::size_t count = number_from_environment("SESSION_ORACLE_COUNT", 100000);
  const Git git;
  import_messages(git, "main", count, [&](std::size_t i) { return test::make_trailer_message(seed_, i); });
  for (const Variation& variation : all_variations()) compare_with_log(git, count, variation);
}

/// What `git interpret-trailers --parse` prints for our trailers.
std::vector<std::string> printed_lines(const std::string& message, TrailerRules rules) {
  rules.divider = true;
  std::vector<std::string> lines;
  for (const auto& [key, value] : ours(message, rules)) {
    const char last = key.at(key.find_last_not_of(" \t\r\n"));
    const bool separated = rules.separators.find(last) != std::string::npos;
    std::string line = key;
    if (!separated) line.append(1, rules.separators.front()).append(" ");
    lines.push_back(line.append(value));
  }
  return lines;
}

TEST_F(TrailerOracle, AgreesWithGitInterpretTrailers) {
  constexpr std::size_t kCount = 2000;
  constexpr std::string_view kMark = "EndOfMessage";
  const Git git;
  test::write_bytes(git.folder() / "mark", "title\n\n" + std::string(kMark) + ":\n");
  for (const Variation& variation : all_variations()) {
    // One process reads all files; a marker file behind each of them tells where its answer ends.
    std::vector<std::string> messages;
    std::string arguments = variation.options + " interpret-trailers --parse";
    for (std::size_t i = 0; messages.size() < kCount; ++i) {
      // Other numbers than those of the test above, so that these are further messages.
      std::string message = test::make_trailer_message(seed_, (std::size_t{1} << 40) + i);
      if (test::hangs_interpret_trailers(message, variation.rules.comment)) continue;
      const std::string name = "m" + std::to_string(messages.size());
      test::write_bytes(git.folder() / name, message);
      arguments.append(" ").append(name).append(" mark");
      messages.push_back(std::move(message));
    }
    const Git::Pipe pipe = git.read(arguments);
    std::string output;
    std::array<char, 65536> buffer{};
    while (const std::size_t n = std::fread(buffer.data(), 1, buffer.size(), pipe.get())) {
      output.append(buffer.data(), n);
    }
    std::istringstream lines(output);
    for (std::size_t i = 0; i < kCount; ++i) {
      std::vector<std::string> theirs;
      std::string line;
      while (std::getline(lines, line) && !line.starts_with(kMark)) theirs.push_back(line);
      ASSERT_TRUE(lines) << "git stopped at message " << i;
      ASSERT_EQ(theirs, printed_lines(messages.at(i), variation.rules))
          << "seed " << seed_ << ", message " << i << ", settings " << variation.name << "\n  \""
          << escape(messages.at(i)) << "\"";
    }
  }
}

}  // namespace
}  // namespace session
