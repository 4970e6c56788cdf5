// Runs the dechaff executable for tests.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

struct ProgramInput {
  std::vector<std::string> arguments = {};
  std::string text = {};    // standard input
  std::string folder = {};  // working folder; empty for that of the test
  std::string output = {};  // a file that standard output goes to, instead of the result
  // Bytes of standard output after which the reader goes away; it stays when nothing is given.
  std::optional<size_t> reads = {};
  // Called in the new process before it becomes the program.
  std::function<void()> prepare = {};
  // A signal that it gets after a time, if it still runs.
  struct Signal {
    int number;
    std::chrono::microseconds after;
  };
  std::optional<Signal> signal = {};
};

struct ProgramResult {
  int status;  // of its exit; 128 and more for a signal
  std::string out;
  std::string err;
};

ProgramResult run_program(const ProgramInput& input);

// Without standard input.
ProgramResult run_program(std::vector<std::string> arguments, std::string folder = "");
