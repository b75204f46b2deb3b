// The hold load of test/bench/loads.ts through ns-3's Simulator::Schedule; a tick (1 ns) stands for our microsecond.
// usage: ns3_hold hold key=value … scheduler=PriorityQueueScheduler|MapScheduler
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <map>
#include <string>
#include <vector>
#include <sys/resource.h>
#include <time.h>

#include "ns3/core-module.h"

static std::vector<double> spans;
static uint64_t at = 0, fired = 0, warm, events;
static double before = 0;

static double CpuSeconds() {
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

static void Fire(uint32_t row) {
  fired++;
  ns3::Simulator::Schedule(ns3::NanoSeconds(static_cast<int64_t>(spans[at++ & (spans.size() - 1)])), &Fire, row);
  if (fired == warm) before = CpuSeconds();
  if (fired == warm + events) ns3::Simulator::Stop();
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
  const uint32_t pending = static_cast<uint32_t>(std::stoul(given["pending"]));
  warm = std::stoull(given["warm"]);
  events = std::stoull(given["events"]);
  ns3::ObjectFactory scheduler;
  scheduler.SetTypeId("ns3::" + given["scheduler"]);
  ns3::Simulator::SetScheduler(scheduler);
  for (uint32_t row = 0; row < pending; row++) {
    ns3::Simulator::Schedule(ns3::NanoSeconds(static_cast<int64_t>(spans[at++ & (spans.size() - 1)])), &Fire, row);
  }
  ns3::Simulator::Run();
  const double seconds = CpuSeconds() - before;
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  printf("{\"events\":%lu,\"cpuSeconds\":%.6f,\"clock\":%ld,\"rssMiB\":%.1f}\n", events, seconds,
         ns3::Simulator::Now().GetNanoSeconds(), static_cast<double>(usage.ru_maxrss) / 1024);
  ns3::Simulator::Destroy();
}
