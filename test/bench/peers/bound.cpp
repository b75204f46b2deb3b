// What a binary heap of 16-byte events can do on this machine, with no framework around it: std::priority_queue.
// usage: bound hold|phold|mmc|farm|calvano key=value …   (table, pending, warm, events as in test/bench/loads.ts)
// build: g++ -O3 -march=native -ffp-contract=off -o bound bound.cpp
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <fstream>
#include <map>
#include <queue>
#include <string>
#include <vector>
#include <sys/resource.h>
#include <time.h>

struct Event {
  double time;
  uint32_t number, row;
};

struct Later {
  bool operator()(const Event &a, const Event &b) const {
    return a.time > b.time || (a.time == b.time && static_cast<int32_t>(a.number - b.number) > 0);
  }
};

struct Queue {
  std::priority_queue<Event, std::vector<Event>, Later> events;
  uint32_t scheduled = 0;
  double now = 0;
  void after(double span, uint32_t row) { events.push({now + span, scheduled++, row}); }
  uint32_t fire() {
    const Event event = events.top();
    events.pop();
    now = event.time;
    return event.row;
  }
};

static double cpuSeconds() {
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

static void report(uint64_t events, double seconds, double clock) {
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  printf("{\"events\":%lu,\"cpuSeconds\":%.6f,\"clock\":%.17g,\"rssMiB\":%.1f}\n", events, seconds, clock,
         static_cast<double>(usage.ru_maxrss) / 1024);
}

struct Load {
  std::vector<double> spans;
  uint64_t at = 0, pending, warm, events;
  double next() { return spans[at++ & (spans.size() - 1)]; }
};

static void hold(Load load, bool wanders) {
  Queue queue;
  std::vector<uint32_t> visits(load.pending);
  for (uint32_t row = 0; row < load.pending; row++) queue.after(load.next(), row);
  auto step = [&] {
    uint32_t row = queue.fire();
    if (wanders) {
      visits[row]++;
      const uint32_t at = static_cast<uint32_t>(load.at);
      if ((at & 3) == 0) row = (at * 0x9e3779b1u) % static_cast<uint32_t>(load.pending);
    }
    queue.after(load.next(), row);
  };
  for (uint64_t i = 0; i < load.warm; i++) step();
  const double before = cpuSeconds();
  for (uint64_t i = 0; i < load.events; i++) step();
  report(load.events, cpuSeconds() - before, queue.now);
}

static void counter(Load load) {
  Queue queue;
  std::deque<double> waiting;
  const double servers = static_cast<double>(load.pending);
  uint64_t gap = 0, busy = 0;
  double waited = 0;
  auto serve = [&](double since) {
    waited += queue.now - since;
    queue.after(load.next(), 1);
  };
  auto step = [&] {
    if (queue.fire() == 0) {
      if (busy < load.pending) {
        busy++;
        serve(queue.now);
      } else {
        waiting.push_back(queue.now);
      }
      queue.after(std::floor(load.spans[(gap++ + 32768) & (load.spans.size() - 1)] / (0.9 * servers)), 0);
    } else if (!waiting.empty()) {
      const double since = waiting.front();
      waiting.pop_front();
      serve(since);
    } else {
      busy--;
    }
  };
  queue.after(0, 0);
  for (uint64_t i = 0; i < load.warm; i++) step();
  const double before = cpuSeconds();
  for (uint64_t i = 0; i < load.events; i++) step();
  report(load.events, cpuSeconds() - before, waited);
}

// Nodes that share their time among a batch, the less loaded of two for each request: test/bench/farm.ts. An event that was moved
// stays in the queue and is known by its number.
struct Farm {
  static constexpr uint32_t batchMax = 8, placesMax = 1u << 20;
  Queue queue;
  Load load;
  uint32_t nodes;
  std::vector<uint32_t> active, present, current;
  std::vector<int32_t> first, last, behind;
  std::vector<double> given, since, marks, work;
  uint32_t number = 0;

  explicit Farm(const Load &load)
      : load(load), nodes(static_cast<uint32_t>(load.pending)), active(nodes), present(nodes), current(nodes),
        first(nodes, -1), last(nodes), behind(placesMax), given(nodes), since(nodes), marks(nodes * size_t{batchMax}),
        work(placesMax) {
    queue.after(0, nodes);
  }

  static uint32_t mixed(uint32_t x) {
    uint32_t h = (x ^ (x >> 16)) * 0x85ebca6bu;
    h = (h ^ (h >> 13)) * 0xc2b2ae35u;
    return h ^ (h >> 16);
  }
  size_t leastMark(uint32_t node) const {
    size_t least = node * size_t{batchMax};
    const size_t end = least + active[node];
    for (size_t i = least + 1; i < end; i++) if (marks[i] < marks[least]) least = i;
    return least;
  }
  void enter(uint32_t node, uint32_t place) {
    marks[node * size_t{batchMax} + active[node]++] = given[node] + work[place];
  }
  void move(uint32_t node) {
    current[node] = UINT32_MAX;
    if (active[node] == 0) return;
    const double left = (marks[leastMark(node)] - given[node]) * active[node];
    current[node] = queue.scheduled;
    queue.after(std::fmax(0, std::ceil(left)), node);
  }
  void asked() {
    const uint32_t n = number++;
    const uint32_t a = mixed(2 * n) % nodes, b = mixed(2 * n + 1) % nodes;
    const uint32_t node = present[b] < present[a] ? b : a, place = n & (placesMax - 1);
    const size_t mask = load.spans.size() - 1;
    work[place] = load.spans[n & mask];
    present[node]++;
    if (active[node] < batchMax) {
      if (active[node] > 0) given[node] += (queue.now - since[node]) / active[node];
      since[node] = queue.now;
      enter(node, place);
      move(node);
    } else {
      behind[place] = -1;
      if (first[node] < 0) first[node] = static_cast<int32_t>(place);
      else behind[last[node]] = static_cast<int32_t>(place);
      last[node] = static_cast<int32_t>(place);
    }
    queue.after(std::floor(load.spans[(n + 32768) & mask] / (0.8 * nodes)), nodes);
  }
  void answered(uint32_t node) {
    const size_t least = leastMark(node);
    given[node] = marks[least];
    since[node] = queue.now;
    marks[least] = marks[node * size_t{batchMax} + --active[node]];
    present[node]--;
    const int32_t next = first[node];
    if (next >= 0) {
      first[node] = behind[next];
      enter(node, static_cast<uint32_t>(next));
    }
    if (active[node] == 0) given[node] = 0;
    move(node);
  }
  void step() {
    for (;;) {
      const Event event = queue.events.top();
      queue.events.pop();
      if (event.row < nodes && current[event.row] != event.number) continue;
      queue.now = event.time;
      if (event.row == nodes) asked();
      else answered(event.row);
      return;
    }
  }
};

static void farm(const Load &load) {
  Farm farm(load);
  for (uint64_t i = 0; i < load.warm; i++) farm.step();
  const double before = cpuSeconds();
  for (uint64_t i = 0; i < load.events; i++) farm.step();
  report(load.events, cpuSeconds() - before, farm.queue.now);
}

// Two sellers who learn to price: sim/economics/sellers/simultaneous.ts, period by period and to the bit; the file is described in
// test/bench/calvano.ts.
struct Sellers {
  uint32_t sellers, actions, states;
  double rate, discount, decay;
  uint32_t s0, s1, s2, s3, other[4];
  std::vector<double> initial, profit, values, most, second;
  std::vector<uint32_t> best, choice;

  explicit Sellers(const std::vector<double> &file) {
    const double *at = file.data();
    sellers = static_cast<uint32_t>(*at++);
    actions = static_cast<uint32_t>(*at++);
    rate = *at++;
    discount = *at++;
    decay = *at++;
    uint32_t *words[] = {&s0, &s1, &s2, &s3, other, other + 1, other + 2, other + 3};
    for (uint32_t *word : words) *word = static_cast<uint32_t>(*at++);
    states = 1;
    for (uint32_t i = 0; i < sellers; i++) states *= actions;
    initial.assign(at, at + sellers * actions);
    profit.assign(at + sellers * actions, at + sellers * (actions + states));
    values.resize(size_t{sellers} * states * actions);
    for (auto *column : {&most, &second}) column->resize(sellers * states);
    best.resize(sellers * states);
    choice.resize(sellers);
    for (uint32_t r = 0; r < sellers * states; r++)
      for (uint32_t a = 0; a < actions; a++) values[r * actions + a] = initial[r / states * actions + a];
  }

  static uint32_t next(uint32_t &a, uint32_t &b, uint32_t &c, uint32_t &d) {
    const uint32_t product = b * 5u, word = ((product << 7) | (product >> 25)) * 9u, shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >> 21);
    return word;
  }
  double uniform() { return (next(other[0], other[1], other[2], other[3]) + 0.5) / 4294967296.0; }

  uint32_t rank(uint32_t row) {
    const double *first = &values[size_t{row} * actions];
    uint32_t top = 0;
    double greatest = first[0], after = -INFINITY;
    for (uint32_t a = 1; a < actions; a++) {
      const double value = first[a];
      if (value > greatest) {
        after = greatest;
        greatest = value;
        top = a;
      } else if (value > after) after = value;
    }
    most[row] = greatest;
    second[row] = after;
    return best[row] = top;
  }
  void rise(uint32_t row, uint32_t action) {
    const double now = values[size_t{row} * actions + action], greatest = most[row];
    second[row] = now;
    if (now < greatest || (now == greatest && action > best[row])) return;
    second[row] = greatest;
    most[row] = now;
    best[row] = action;
  }
  void explore(uint32_t state, double left, double epsilon) {
    const uint32_t last = sellers - 1;
    bool isOpen = true;
    double before = 0, stay = 1;
    for (uint32_t i = 0; i <= last; i++) {
      bool explores;
      if (isOpen) {
        explores = left < before + stay * epsilon || i == last;
        if (explores) {
          left = std::fmin(1, (left - before) / (stay * epsilon));
          isOpen = false;
        } else {
          before += stay * epsilon;
          stay *= 1 - epsilon;
        }
      } else {
        explores = left < epsilon;
        left = explores ? left / epsilon : (left - epsilon) / (1 - epsilon);
      }
      if (explores) {
        const uint32_t a = std::min(actions - 1, static_cast<uint32_t>(left * actions));
        choice[i] = a;
        left = left * actions - a;
      } else choice[i] = best[i * states + state];
    }
  }
  double play(uint64_t periods) {
    for (uint32_t row = 0; row < sellers * states; row++) rank(row);
    double epsilon = 1;
    uint32_t state = static_cast<uint32_t>(uniform() * states);
    for (uint64_t t = 0; t < periods; t++) {
      epsilon *= decay;
      double nobody = 1;
      for (uint32_t i = 0; i < sellers; i++) nobody *= 1 - epsilon;
      const uint32_t word = next(s0, s1, s2, s3);
      if (word < (1 - nobody) * 4294967296.0) explore(state, (word + uniform()) / 4294967296.0, epsilon);
      else for (uint32_t i = 0; i < sellers; i++) choice[i] = best[i * states + state];
      uint32_t played = 0;
      for (uint32_t i = 0; i < sellers; i++) played = played * actions + choice[i];
      for (uint32_t i = 0; i < sellers; i++) {
        const uint32_t here = i * states + state, a = choice[i];
        double &cell = values[size_t{here} * actions + a];
        const double now = cell + rate * (profit[i * states + played] + discount * most[i * states + played] - cell);
        cell = now;
        if (a == best[here]) {
          most[here] = now;
          if (now <= second[here]) rank(here);
        } else if (now >= second[here]) rise(here, a);
      }
      state = played;
    }
    double sum = state;
    for (const double value : values) sum += value;
    return sum;
  }
};

static void calvano(const Load &load) {
  Sellers warmed(load.spans);
  warmed.play(load.warm);
  Sellers sellers(load.spans);
  const double before = cpuSeconds();
  const double learned = sellers.play(load.events);
  report(load.events, cpuSeconds() - before, learned);
}

int main(int count, char **words) {
  std::map<std::string, std::string> given;
  for (int i = 2; i < count; i++) {
    const std::string word = words[i];
    const size_t split = word.find('=');
    given[word.substr(0, split)] = word.substr(split + 1);
  }
  Load load;
  std::ifstream file(given["table"], std::ios::binary);
  for (double span; file.read(reinterpret_cast<char *>(&span), sizeof span);) load.spans.push_back(span);
  load.pending = strtoull(given["pending"].c_str(), nullptr, 10);
  load.warm = strtoull(given["warm"].c_str(), nullptr, 10);
  load.events = strtoull(given["events"].c_str(), nullptr, 10);
  const std::string mode = count > 1 ? words[1] : "";
  if (load.spans.empty()) return fprintf(stderr, "no spans in table=%s\n", given["table"].c_str()), 2;
  if (mode == "hold") hold(load, false);
  else if (mode == "phold") hold(load, true);
  else if (mode == "mmc") counter(load);
  else if (mode == "farm") farm(load);
  else if (mode == "calvano") calvano(load);
  else return fprintf(stderr, "usage: bound hold|phold|mmc|farm|calvano key=value …\n"), 2;
}
