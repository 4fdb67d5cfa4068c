package dev.espalier.io.json.request;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.NearestName;
import dev.espalier.internal.Printable;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.json.ModelFile;
import dev.espalier.io.json.tree.JsonValue;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Linearization;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.plan.change.Change;
import dev.espalier.plan.change.World;
import dev.espalier.profile.DeviceProfiles;
import dev.espalier.search.SearchOptions;
import dev.espalier.study.batch.Scenario;
import dev.espalier.study.sweep.Assignment;
import dev.espalier.study.sweep.Parameter;
import dev.espalier.study.sweep.Parameter.Condition;
import dev.espalier.study.sweep.ParameterNames;
import dev.espalier.study.sweep.Setting;
import dev.espalier.study.sweep.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads scenarios: objects whose fields are parameters, by the names of a sweep, options, by those
 * of a request, and what is particular to scenarios. Thread-safe.
 */
public final class ScenarioReader {
  private static final String ID = "id";
  private static final String MODEL = "model";
  private static final String CATALOG = "catalog";
  private static final String GONE = "gone";
  private static final String CHANGES = "changes";

  /** Options of a request that a line of results has no room for, or that a batch decides. */
  private static final Set<String> OTHERS = Set.of("simplify", "matrix", "noTiming", "threads");

  /** Fields whose names say all. */
  private static final List<String> FIELDS =
      Stream.concat(
              Stream.of(ID, MODEL, CATALOG, GONE, CHANGES),
              SearchFields.WITH_PROBLEM.stream().filter(name -> !OTHERS.contains(name)))
          .toList();

  private static final Set<String> KNOWN = Set.copyOf(FIELDS);

  /** Options of a request that set what parameters set, too, by the kind of these. */
  private static final Map<String, String> SAME =
      Map.of(
          "bandwidth",
          "bandwidthMbps",
          "input-bytes",
          "inputBytes",
          "probability",
          "exit",
          Condition.NAME,
          "exit",
          Parameter.Threshold.NAME,
          "exit");

  /** Maximum number of networks that are kept linearized, so that memory is bounded. */
  private static final int MAX_LINEARIZED = 100;

  private final ScenarioDefaults defaults;
  private final ScenarioInputs inputs;

  /**
   * Networks as they were given, which many scenarios share; linearizing takes a fifth of a plan.
   */
  private final Map<BranchyNet, Linearization> linearized =
      Collections.synchronizedMap(new IdentityHashMap<>());

  /**
   * @param defaults what holds where a scenario says nothing else
   * @param inputs where the networks and devices come from that scenarios name
   */
  public ScenarioReader(ScenarioDefaults defaults, ScenarioInputs inputs) {
    this.defaults = defaults;
    this.inputs = inputs;
  }

  /** Whether a scenario may have a field of that name. */
  public static boolean isField(String name) {
    return KNOWN.contains(name) || ParameterNames.isOne(name);
  }

  /** What is said of a name that is none of a field. */
  public static String unknown(String name) {
    List<String> names = Stream.concat(FIELDS.stream(), ParameterNames.kinds().stream()).toList();
    return "unknown field \"%s\"; expected a parameter of sweep such as bandwidth, or one of %s%s"
        .formatted(
            Printable.shortened(name, 40),
            String.join(", ", FIELDS),
            NearestName.hint(name, names));
  }

  /** The name of a scenario, if it has one that can be read. */
  @SuppressWarnings("exports")
  public static Optional<String> id(JsonValue root) {
    return root.optional(ID)
        .map(json -> json.isNumber() ? String.valueOf(json.wholeNumber()) : json.name(ID));
  }

  /**
   * Reads a scenario.
   *
   * @throws InvalidFileException if it is none; the message names the place, what was found and
   *     what was expected
   */
  @SuppressWarnings("exports")
  public Scenario read(JsonValue root) {
    for (Map.Entry<String, JsonValue> field : root.object().entrySet()) {
      if (!isField(field.getKey())) {
        throw field.getValue().invalid(unknown(field.getKey()));
      }
    }
    refuseTwice(root);
    Optional<String> id = id(root);
    ProfiledCatalog devices = catalog(root);
    PlanningProblem problem = problem(root, setting(root, devices), devices);
    World world = world(root, problem);
    SearchFields search = new SearchFields(Optional.of(root), defaults);
    SearchOptions options =
        search.timeLimit().map(search.options()::withTimeLimit).orElse(search.options());
    return new Scenario(id, world, search.planner(root, world.problem().orElse(problem)), options);
  }

  /** Refuses a parameter and an option of which one would be lost. */
  private static void refuseTwice(JsonValue root) {
    for (String name : root.object().keySet()) {
      // A link has a bandwidth of its own, beside the default of all others.
      String kind = name.startsWith("bandwidth:") ? name : ParameterNames.kind(name);
      Optional<JsonValue> same = Optional.ofNullable(SAME.get(kind)).flatMap(root::optional);
      if (same.isPresent()) {
        throw same.get()
            .invalid("%s and %s set the same; give one of them".formatted(SAME.get(kind), name));
      }
    }
  }

  private ProfiledCatalog catalog(JsonValue root) {
    Optional<JsonValue> json = root.optional(CATALOG);
    if (json.isEmpty()) {
      return defaults.catalog().orElseThrow(() -> missing(root, CATALOG));
    }
    return json.get().isText()
        ? named(json.get(), inputs::catalog)
        : ProfiledCatalog.of(ProblemFields.catalog(inline(json.get())), DeviceProfiles.NONE);
  }

  private BranchyNet model(JsonValue root) {
    Optional<JsonValue> json = root.optional(MODEL);
    if (json.isEmpty()) {
      return defaults.model().orElseThrow(() -> missing(root, MODEL));
    }
    return json.get().isText()
        ? named(json.get(), inputs::model)
        : ModelFile.network(inline(json.get()));
  }

  private static JsonValue inline(JsonValue json) {
    if (!json.isObject()) {
      throw json.expected("the name of a file, \"zoo:NAME\" or an object { ... }");
    }
    return json;
  }

  private static InvalidFileException missing(JsonValue root, String field) {
    return root.invalid(
        "field \"%s\" is missing, and --%s gives no default".formatted(field, field));
  }

  private static <T> T named(JsonValue json, Function<String, T> inputs) {
    try {
      return inputs.apply(json.text());
    } catch (InvalidFileException | InvalidFieldException e) {
      throw json.invalid(e.getMessage());
    }
  }

  /** The network and devices with the parameters of the scenario. */
  private Setting setting(JsonValue root, ProfiledCatalog devices) {
    BranchyNet net = ProblemFields.changed(model(root), root);
    Setting given = Setting.of(net, devices.catalog());
    Setting base =
        root.optional(MODEL).isEmpty()
            ? defaults.exits().map(given::withExits).orElse(given)
            : given;
    List<Assignment> assignments = new ArrayList<>();
    Setting last = base;
    for (Map.Entry<String, JsonValue> field : root.object().entrySet()) {
      if (!KNOWN.contains(field.getKey())) {
        JsonValue json = field.getValue();
        Assignment read = assignment(field.getKey(), json, base);
        // Each by itself, so that a value out of range is reported at its place.
        last = json.make(() -> read.parameter().set(base, read.value()));
        assignments.add(read);
      }
    }
    if (assignments.size() < 2) {
      return last;
    }
    return root.make(
        () -> {
          Assignment.checkApart(assignments.stream().map(Assignment::parameter).toList());
          return Assignment.apply(base, assignments);
        });
  }

  private static Assignment assignment(String name, JsonValue json, Setting base) {
    Parameter parameter = json.make(() -> ParameterNames.parse(name, base));
    if (!(parameter instanceof Condition)) {
      double number = json.number();
      return new Assignment(parameter, new Value(String.valueOf(number), number));
    }
    List<String> conditions = base.exits().orElseThrow().data().conditions();
    if (!conditions.contains(json.text())) {
      throw json.noneOf(conditions);
    }
    return new Assignment(parameter, Value.named(json.text()));
  }

  private PlanningProblem problem(JsonValue root, Setting setting, ProfiledCatalog devices) {
    checkExits(root, setting);
    PlanningProblemBuilder builder =
        root.make(
            () -> PlanningProblem.builder(linearized(setting.net(), setting), setting.catalog()));
    devices.profiles().applyTo(builder);
    root.make(
        () -> {
          defaults.constraints().accept(builder);
          return builder;
        });
    ProblemFields.apply(builder, root);
    return root.make(builder::build);
  }

  /** The network of a setting; kept if it is as it was given. */
  private Linearization linearized(BranchyNet net, Setting setting) {
    if (net != setting.model()) {
      return Linearization.of(net);
    }
    Linearization known = linearized.get(net);
    if (known == null) {
      known = Linearization.of(net);
      if (linearized.size() >= MAX_LINEARIZED) {
        linearized.clear();
      }
      linearized.put(net, known);
    }
    return known;
  }

  private static void checkExits(JsonValue root, Setting setting) {
    boolean isFixed = !setting.fixedProbabilities().isEmpty() || root.optional("exit").isPresent();
    if (setting.exits().isPresent() && isFixed) {
      throw root.optional("exit")
          .orElse(root)
          .invalid("measured exits replace the probabilities of exits; give one of them");
    }
    if (setting.exits().isPresent() && root.make(setting::behavior).isEmpty()) {
      String missing =
          setting.exits().get().condition().isEmpty() ? Condition.NAME : Parameter.Threshold.NAME;
      throw missing(root, missing);
    }
  }

  /** The world without the devices that are gone, after the changes. */
  private static World world(JsonValue root, PlanningProblem problem) {
    World world = World.of(problem);
    Optional<JsonValue> gone = root.optional(GONE);
    if (gone.isPresent()) {
      for (JsonValue device : gone.get().items()) {
        World before = world;
        world = device.make(() -> before.with(new Change.Gone(device.text())));
      }
    }
    Optional<JsonValue> changes = root.optional(CHANGES);
    if (changes.isPresent()) {
      for (JsonValue change : changes.get().items()) {
        World before = world;
        world = change.make(() -> before.with(ReplanRequest.change(change).changes()));
      }
    }
    return world;
  }
}
