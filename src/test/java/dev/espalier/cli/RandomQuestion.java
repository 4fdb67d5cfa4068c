package dev.espalier.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * A question to the planner in three forms: the words of {@code plan}, the object of a scenario,
 * and the cells of its row.
 */
final class RandomQuestion {
  /** Networks with their exits and some layers, by name. */
  private static final Map<String, List<String>> LAYERS =
      Map.of(
          "zoo:b-lenet", List.of("conv1", "conv2"),
          "zoo:b-alexnet", List.of("conv1", "conv3"));

  private static final Map<String, List<String>> EXITS =
      Map.of(
          "zoo:b-lenet", List.of("exit1", "final"),
          "zoo:b-alexnet", List.of("exit1", "exit2", "final"));

  private final Random random;
  private final String model;
  private final Json catalog;
  private final List<String> all;
  private final List<String> words = new ArrayList<>();
  private final Map<String, String> fields = new LinkedHashMap<>();
  private final Map<String, String> cells = new LinkedHashMap<>();

  /** The devices that are there and may be used. */
  private List<String> usable;

  /** The catalog after the changes. */
  private Json changed;

  /**
   * @param catalogs names of catalogs, with their content
   */
  RandomQuestion(long seed, Map<String, Json> catalogs) {
    random = new Random(seed);
    model = pick(LAYERS.keySet().stream().sorted().toList());
    String name = pick(catalogs.keySet().stream().sorted().toList());
    catalog = catalogs.get(name);
    changed = catalog;
    all = catalog.at("/devices").items().stream().map(each -> each.at("/name").string()).toList();
    usable = all;
    text("id", "q" + seed);
    text("model", model);
    text("catalog", name);
    devices();
    constraints();
    network();
    search();
    if (random.nextInt(3) == 0) {
      changes();
    }
  }

  /** The words of {@code plan}, without the catalog. */
  List<String> words() {
    List<String> all = new ArrayList<>(List.of("plan", "--model", model));
    all.addAll(words);
    return all;
  }

  /** The catalog as the changes leave it. */
  Json changedCatalog() {
    return changed;
  }

  /** The line of a scenario. */
  String line() {
    return fields.entrySet().stream()
        .map(field -> "\"%s\": %s".formatted(field.getKey(), field.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /** The names of the cells. */
  List<String> columns() {
    return List.copyOf(cells.keySet());
  }

  /** The row of a scenario under a header, with quotation marks where they are needed, and not. */
  String row(List<String> header) {
    return header.stream()
        .map(column -> cells.getOrDefault(column, ""))
        .map(
            cell ->
                cell.matches("[^\",]*") && random.nextBoolean()
                    ? cell
                    : '"' + cell.replace("\"", "\"\"") + '"')
        .collect(Collectors.joining(","));
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private boolean maybe() {
    return random.nextInt(4) == 0;
  }

  private void text(String field, String value) {
    both(field, '"' + value + '"', value);
  }

  private void both(String field, String json, String cell) {
    fields.put(field, json);
    cells.put(field, cell);
  }

  private void number(String field, String option, Object value) {
    both(field, String.valueOf(value), String.valueOf(value));
    words.addAll(List.of(option, String.valueOf(value)));
  }

  private void word(String field, String option, String value) {
    text(field, value);
    words.addAll(List.of(option, value));
  }

  private void list(String field, List<String> names) {
    both(
        field,
        names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(",", "[", "]")),
        String.join(", ", names));
  }

  /** A field that maps a name to a value. */
  private void entry(String field, String option, String name, String json, String value) {
    both(field, "{\"%s\": %s}".formatted(name, json), name + "=" + value);
    words.addAll(List.of(option, name + "=" + value));
  }

  private List<String> some(List<String> names) {
    List<String> some = names.stream().filter(name -> random.nextInt(3) > 0).toList();
    return some.isEmpty() ? List.of(names.get(0)) : some;
  }

  private void devices() {
    if (maybe()) {
      usable = some(all);
      list("devices", usable);
    }
    List<String> gone = usable.stream().filter(name -> random.nextInt(3) == 0).toList();
    if (random.nextInt(3) == 0 && gone.size() < usable.size()) {
      list("gone", gone);
      usable = usable.stream().filter(name -> !gone.contains(name)).toList();
    }
    if (usable.size() < all.size()) {
      words.addAll(List.of("--devices", String.join(",", usable)));
    }
  }

  private void constraints() {
    if (random.nextBoolean()) {
      word("objective", "--objective", pick(List.of("worst-case", "energy", "throughput")));
    }
    if (maybe()) {
      number("partitions", "--partitions", 1 + random.nextInt(usable.size()));
    } else if (maybe()) {
      number("maxPartitions", "--max-partitions", 1 + random.nextInt(usable.size()));
    }
    if (maybe()) {
      word("source", "--source", pick(usable));
    }
    if (maybe()) {
      word("sink", "--sink", pick(usable));
    }
    if (maybe()) {
      number("inferences", "--inferences", 1 + random.nextInt(5000));
    }
    if (maybe()) {
      word("energyBasis", "--energy-basis", pick(List.of("full", "expected")));
    }
    if (maybe()) {
      number("fps", "--fps", 1 + random.nextInt(40));
    }
    if (maybe()) {
      number("buffers", "--buffers", random.nextInt(4));
    }
    String limit = String.valueOf(1 + random.nextInt(30));
    if (maybe()) {
      number("deadline", "--deadline", limit);
    } else if (maybe()) {
      entry("deadline", "--deadline", pick(EXITS.get(model)), "\"" + limit + "ms\"", limit + "ms");
    }
    if (maybe()) {
      String device = pick(usable);
      entry("pin", "--pin", pick(LAYERS.get(model)), '"' + device + '"', device);
    }
  }

  private void network() {
    if (maybe()) {
      number("bandwidthMbps", "--bandwidth-mbps", 0.1 + 100 * random.nextDouble());
    }
    if (maybe()) {
      String probability = String.valueOf(random.nextDouble());
      entry("exit", "--exit", EXITS.get(model).get(0), probability, probability);
    }
    if (maybe()) {
      number("inputBytes", "--input-bytes", random.nextInt(1 << 20));
    }
  }

  private void search() {
    String solver =
        pick(
            List.of(
                "genetic",
                "genetic",
                "exact",
                "exact",
                "single-device",
                "dads",
                "neurosurgeon",
                "first-fork"));
    word("solver", "--solver", solver);
    if (List.of("dads", "neurosurgeon", "first-fork").contains(solver) && usable.size() > 1) {
      word("local", "--local", usable.get(0));
      word("remote", "--remote", usable.get(1));
      if (solver.equals("neurosurgeon")) {
        number("remoteLoad", "--remote-load", 1 + random.nextInt(3));
        word("goal", "--goal", pick(List.of("latency", "energy")));
      }
    }
    if (maybe()) {
      number("seed", "--seed", random.nextInt(1000));
    }
    if (maybe()) {
      both("gap", "\"5%\"", "5%");
      words.addAll(List.of("--gap", "5%"));
    }
    if (maybe()) {
      word("timeLimit", "--time-limit", "1000s");
    }
  }

  private void changes() {
    List<String> changes = new ArrayList<>();
    int index = random.nextInt(all.size());
    String device = all.get(index);
    String place = "/devices/" + index;
    switch (random.nextInt(3)) {
      case 0 -> {
        double factor = 0.5 + 3 * random.nextDouble();
        changes.add("{\"device\": \"%s\", \"slowdown\": %s}".formatted(device, factor));
        divide(place + "/gflops", factor);
        divide(place + "/ioMBps", factor);
      }
      case 1 -> {
        double memory = 0.05 + 2 * random.nextDouble();
        changes.add("{\"device\": \"%s\", \"memoryMiB\": %s}".formatted(device, memory));
        set(place, "memoryMiB", memory);
      }
      default -> {
        double energy = 1e-3 + random.nextDouble();
        changes.add("{\"device\": \"%s\", \"energyJ\": %s}".formatted(device, energy));
        set(place, "energyJ", energy);
      }
    }
    if (!fields.containsKey("bandwidthMbps")) {
      double mbps = 0.1 + 50 * random.nextDouble();
      changes.add("{\"network\": {\"bandwidthMbps\": %s, \"latencyMs\": 0.5}}".formatted(mbps));
      set("/network", "bandwidthMbps", mbps);
      set("/network", "latencyMs", 0.5);
    }
    both("changes", changes.toString(), changes.toString());
  }

  private void divide(String pointer, double factor) {
    double value = Double.parseDouble(((Json.Raw) changed.at(pointer)).token());
    changed = changed.with(pointer, Json.raw(String.valueOf(value / factor)));
  }

  private void set(String pointer, String field, double value) {
    Json json = Json.raw(String.valueOf(value));
    changed =
        changed.at(pointer).has(field)
            ? changed.with(pointer + "/" + field, json)
            : changed.changing(pointer, object -> object.plus(field, json));
  }
}
