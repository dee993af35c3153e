// SPDX-License-Identifier: MIT
// Runs a program and writes the most memory (KiB) that it and all that it starts hold at one time.
// usage: bench_peak FILE PROGRAM [ARGUMENT]...   Gives the program's exit status.
//
// wait4's ru_maxrss is the largest single process of a tree, and a forked process begins with what its parent
// had. So each process is watched: when one ends, the peaks (VmHWM) of all that live are added up. The peaks
// of two processes need not fall together, so the sum may be more than what was held, never less.
#include <sys/ptrace.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <set>
#include <string>

namespace {

/// KiB that the process held at most; 0 for a thread of another process and for one that has ended.
long read_peak(pid_t process) {
  std::ifstream file("/proc/" + std::to_string(process) + "/status");
  pid_t leader = 0;
  long peak = 0;
  for (std::string word; file >> word;) {
    if (word == "Tgid:") file >> leader;
    if (word == "VmHWM:") file >> peak;
  }
  return leader == process ? peak : 0;
}

long add_peaks(const std::set<pid_t>& processes) {
  long sum = 0;
  for (const pid_t process : processes) sum += read_peak(process);
  return sum;
}

/// What a stopped process is to get: the signal that stopped it, unless tracing itself did.
int find_signal(int status) {
  const int signal = WSTOPSIG(status);
  return status >> 16 != 0 || signal == SIGSTOP || signal == SIGTRAP ? 0 : signal;
}

/// Follows the tree to its end. Gives the exit status of `first`.
int watch(pid_t first, long& peak) {
  std::set<pid_t> processes = {first};
  int result = 1;
  int status = 0;
  for (pid_t process = 0; (process = ::waitpid(-1, &status, __WALL)) > 0;) {
    if (!WIFSTOPPED(status)) {
      processes.erase(process);
      if (process == first) result = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
      continue;
    }
    processes.insert(process);
    if (status >> 16 == PTRACE_EVENT_EXIT) peak = std::max(peak, add_peaks(processes));
    ::ptrace(PTRACE_CONT, process, 0, find_signal(status));
  }
  return result;
}

int run(const char* file, char** command) {
  const pid_t first = ::fork();
  if (first == 0) {
    if (::ptrace(PTRACE_TRACEME, 0, 0, 0) != 0) ::_exit(126);
    ::raise(SIGSTOP);
    ::execv(command[0], command);
    ::_exit(127);
  }
  int status = 0;
  if (first < 0 || ::waitpid(first, &status, 0) != first || !WIFSTOPPED(status)) {
    std::perror("bench_peak: cannot watch the program");
    return 126;
  }
  constexpr long kOptions = PTRACE_O_EXITKILL | PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC |
                            PTRACE_O_TRACEEXIT | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK;
  if (::ptrace(PTRACE_SETOPTIONS, first, 0, kOptions) != 0 || ::ptrace(PTRACE_CONT, first, 0, 0) != 0) {
    std::perror("bench_peak: cannot watch the program");
    ::kill(first, SIGKILL);
    return 126;
  }
  long peak = 0;
  const int result = watch(first, peak);
  std::ofstream(file) << peak << '\n';
  return result;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fputs("usage: bench_peak FILE PROGRAM [ARGUMENT]...\n", stderr);
    return 2;
  }
  return run(argv[1], argv + 2);
}
