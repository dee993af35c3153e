// SPDX-License-Identifier: MIT
// What SESSION.md must hold after a step, computed from what git shows and from what the steps said.
#pragma once

#include "document_view.hpp"
#include "operation.hpp"
#include "snapshot.hpp"
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace session::test {

/// The person whose repository it is.
inline constexpr std::string_view kOwnName = "Ada Lovelace";

/// Something that is wrong.
struct Fault {
  std::string kind;  ///< the broken promise, in the same words each time
  std::string text;
};

/// What is known about one step once it is over.
struct Step {
  const Operation& operation;
  const Snapshot& before;
  const Snapshot& after;
  int status = 0;
  bool verified = false;        ///< `verify --fix` ran after it
  const std::string& document;  ///< SESSION.md before the step
};

/// The model. A commit is known by its author's time (ModelCommit::authored).
class Expectations {
 public:
  /// Commits from before the install are never demanded.
  void begin(const Snapshot& first);
  void learn(const Step& step);
  /// The first broken promise of a document that was reconciled.
  [[nodiscard]] std::optional<Fault> check(const Snapshot& now, const std::string& document) const;
  /// A document that holds what is demanded, with nothing edited by a person but what was written anywhere:
  /// to see that the demands do not contradict each other.
  [[nodiscard]] std::string compose(const Snapshot& now) const;
  /// Only what holds at any time: what a person wrote is there.
  [[nodiscard]] std::optional<Fault> check_written(const std::string& document) const;

 private:
  /// Words whose commit was put into another one.
  struct Carried {
    std::int64_t authored = 0;            ///< of the commit that had them
    std::set<std::string> carriers = {};  ///< ids of the commits that hold the work now
    bool optional = false;                ///< the item need not be there
    bool replaced = false;  ///< one commit for one, as in an amend: its subject may be the words
  };
  enum class Standing { applied, reverted, unclear };
  /// A reverted commit's author time, and how many reverts lead there.
  struct Revert {
    std::int64_t authored = 0;
    std::size_t depth = 0;
  };

  [[nodiscard]] bool is_tree_known(const ModelCommit& commit) const;
  [[nodiscard]] bool is_recordable(const ModelCommit& commit) const;
  [[nodiscard]] std::vector<std::string> find_words(const ModelCommit& commit) const;
  [[nodiscard]] std::optional<Revert> find_revert(const ModelCommit& commit) const;
  [[nodiscard]] bool is_others(std::int64_t authored) const;

  void learn_new(const Step& step, const ModelCommit& commit);
  void learn_written(const Step& step);
  void follow_carriers(const Step& step, const std::vector<ModelCommit>& fresh);
  void learn_folds(const Step& step, const std::vector<ModelCommit>& fresh);
  void learn_joined(const Step& step);
  void learn_squashed(const Step& step, const ModelCommit& result);
  [[nodiscard]] std::set<std::string> find_squashed(const Step& step) const;
  void fold(const ModelCommit& commit, const ModelCommit& into, bool mixes_messages,
            const std::set<std::string>& results);
  void doubt(const ModelCommit& commit);

  struct View;
  [[nodiscard]] View make_view(const Snapshot& now, const std::string& document) const;
  [[nodiscard]] Standing find_standing(const View& view, std::int64_t authored,
                                       const std::string& words) const;
  [[nodiscard]] Standing find_standing(const View& view, std::int64_t authored) const;
  [[nodiscard]] bool may_be_reverted(const View& view, std::int64_t authored, const std::string& words) const;
  [[nodiscard]] bool is_carried(const View& view, const std::string& words) const;
  [[nodiscard]] std::set<std::string> find_spoken(const View& view, std::int64_t authored,
                                                  const std::string& words) const;
  [[nodiscard]] std::vector<CompletedView> find_completed(const View& view, std::int64_t authored,
                                                          const std::string& words) const;
  [[nodiscard]] std::vector<OpenView> find_open(const View& view, std::int64_t authored,
                                                const std::string& words) const;
  [[nodiscard]] std::set<std::string> find_aliases(const std::string& words) const;
  [[nodiscard]] bool is_fitting(const View& view, const CompletedView& entry, std::int64_t authored,
                                const std::string& words) const;
  [[nodiscard]] std::optional<Fault> check_hashes(const View& view) const;
  [[nodiscard]] std::optional<Fault> check_twice(const View& view) const;
  [[nodiscard]] std::optional<Fault> check_words(const View& view) const;
  [[nodiscard]] std::optional<Fault> check_commit(const View& view, const ModelCommit& commit) const;
  [[nodiscard]] std::optional<Fault> check_applied(const View& view, std::int64_t authored,
                                                   const std::string& words) const;
  [[nodiscard]] std::optional<Fault> check_reverted(const View& view, std::int64_t authored,
                                                    const std::string& words) const;
  [[nodiscard]] std::optional<Fault> check_either(const View& view, std::int64_t authored,
                                                  const std::string& words) const;
  [[nodiscard]] bool are_applied(const View& view, const Carried& carried) const;
  [[nodiscard]] std::optional<Fault> check_carried(const View& view) const;
  [[nodiscard]] std::optional<Fault> check_others(const View& view) const;

  std::map<std::string, ModelCommit> seen_;                 ///< all commits that ever were, by id
  std::map<std::int64_t, std::set<std::string>> versions_;  ///< ids by author time
  std::set<std::int64_t> free_;                             ///< commits of which nothing is demanded
  std::set<std::int64_t> unnamed_;                          ///< their own subject need not be an item
  std::set<std::int64_t> any_words_;                        ///< commits that may stand behind any words
  std::map<std::string, Carried> carried_;
  std::map<std::string, std::set<std::int64_t>>
      origins_;  ///< the commits that had words that were put elsewhere
  std::map<std::string, std::set<std::int64_t>> permitted_;  ///< commits that may stand behind words
  std::set<std::string> pending_;                            ///< commits of the newest `merge --squash`
  bool folding_ = false;                                     ///< a rebase that folds is under way
  std::set<std::string> renamed_;                            ///< words to which a person gave others
  std::vector<std::string> written_;
};

}  // namespace session::test
