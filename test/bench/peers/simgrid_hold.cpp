// The hold load of test/bench/loads.ts as SimGrid actors that sleep; a second stands for our microsecond.
// usage: simgrid_hold hold key=value …
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>
#include <vector>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include <simgrid/s4u.hpp>

static std::vector<double> spans;
static uint64_t at = 0, fired = 0, warm, events;
static double before = 0;

static double cpuSeconds() {
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

static void sleeper() {
  for (;;) {
    simgrid::s4u::this_actor::sleep_for(spans[at++ & (spans.size() - 1)]);
    fired++;
    if (fired == warm) before = cpuSeconds();
    if (fired < warm + events) continue;
    rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("{\"events\":%lu,\"cpuSeconds\":%.6f,\"clock\":%.0f,\"rssMiB\":%.1f}\n", events, cpuSeconds() - before,
           simgrid::s4u::Engine::get_clock(), static_cast<double>(usage.ru_maxrss) / 1024);
    fflush(stdout);
    _exit(0);  // SimGrid has no way to leave all actors at once.
  }
}

int main(int count, char **words) {
  std::map<std::string, std::string> given;
  for (int i = 2; i < count; i++) {
    const std::string word = words[i];
    const size_t split = word.find('=');
    given[word.substr(0, split)] = word.substr(split + 1);
  }
  std::ifstream file(given["table"], std::ios::binary);
  for (double span; file.read(reinterpret_cast<char *>(&span), sizeof span);) spans.push_back(span);
  const uint64_t pending = std::stoull(given["pending"]);
  warm = std::stoull(given["warm"]);
  events = std::stoull(given["events"]);
  simgrid::s4u::Engine engine(&count, words);
  auto *zone = simgrid::s4u::create_full_zone("zone");
  auto *host = zone->create_host("host", 1e9);
  zone->seal();
  for (uint64_t row = 0; row < pending; row++) simgrid::s4u::Actor::create("sleeper", host, sleeper);
  engine.run();
}
