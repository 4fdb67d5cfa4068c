package dev.espalier.reproduction.pacheco2021;

import dev.espalier.model.BranchyNet;
import dev.espalier.model.Layer;
import dev.espalier.reproduction.Claim;
import dev.espalier.reproduction.pacheco2021.leaving.ExitPlaces;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Table 1 and figure 3: the network, and where the exits are. */
final class Architecture implements Part {
  private static final String TABLE = "table 1";
  private static final long FLOAT_BYTES = 4;

  /** Outputs in table 1 by our layer that has them: channels, height and width. */
  private static final Map<String, List<Integer>> OUTPUTS = outputs();

  /** Blocks in table 1, the sum of its column n. */
  private static final String LISTED_BLOCKS = "16";

  /** Blocks in the caption of figure 3. */
  private static final String DRAWN_BLOCKS = "19";

  /** Blocks that the authors' code attaches side exits to, by the number of exits. */
  private static final Map<Integer, List<Integer>> PLACES =
      Map.of(
          2, List.of(5, 13),
          3, List.of(3, 10, 15),
          4, List.of(3, 7, 12, 16),
          5, List.of(2, 5, 10, 13, 16));

  private final BranchyNet net = ExitPlaces.network(ExitPlaces.MAX_EXITS);

  private static Map<String, List<Integer>> outputs() {
    Map<String, List<Integer>> outputs = new LinkedHashMap<>();
    outputs.put("stem_relu6", List.of(32, 112, 112));
    outputs.put("block3_add", List.of(24, 56, 56));
    outputs.put("block6_add", List.of(32, 28, 28));
    outputs.put("block10_add", List.of(64, 14, 14));
    outputs.put("block13_add", List.of(96, 14, 14));
    outputs.put("block16_add", List.of(160, 7, 7));
    outputs.put("block17_project_bn", List.of(320, 7, 7));
    outputs.put("head_relu6", List.of(1280, 7, 7));
    outputs.put("pool", List.of(1280, 1, 1));
    return outputs;
  }

  @Override
  public List<Claim> claims() {
    List<Claim> claims = new ArrayList<>();
    claims.add(
        number(
            "input, number of values",
            "150528",
            net.inputs().get(0).bytes() / FLOAT_BYTES,
            "its size is assumed"));
    claims.add(number("outputs", "258", outputs("fc"), "the network has another output layer"));
    claims.add(shapes());
    claims.add(
        number(
            "inverted residual blocks",
            LISTED_BLOCKS,
            blocks(),
            "the table leaves out the first block, from 32 to 16 channels: its next row starts with"
                + " 32"));
    claims.add(
        Claim.number(
            "figure 3",
            "inverted residual blocks",
            DRAWN_BLOCKS,
            "",
            blocks(),
            0,
            "MobileNetV2 has 17, of which table 1 lists 16"));
    for (int exits = ExitPlaces.MIN_EXITS; exits <= ExitPlaces.MAX_EXITS; exits++) {
      claims.add(places(exits));
    }
    return claims;
  }

  private static Claim number(String what, String printed, long ours, String because) {
    return Claim.number(TABLE, what, printed, "", ours, 0, because);
  }

  private long outputs(String layer) {
    return net.layers().stream()
        .filter(each -> each.name().equals(layer))
        .mapToLong(Layer::outputBytes)
        .map(bytes -> bytes / FLOAT_BYTES)
        .findFirst()
        .orElse(0);
  }

  private long blocks() {
    return net.layers().stream().filter(layer -> layer.name().matches("block\\d+_project")).count();
  }

  private Claim shapes() {
    long same =
        OUTPUTS.entrySet().stream()
            .filter(e -> outputs(e.getKey()) == e.getValue().stream().reduce(1, (a, b) -> a * b))
            .count();
    return Claim.statement(
        TABLE,
        "sizes of the outputs of convolutions, blocks and pooling",
        same == OUTPUTS.size(),
        "%d of %d the same".formatted(same, OUTPUTS.size()),
        "the layers differ");
  }

  private static Claim places(int exits) {
    return Claim.list(
        "section 4, code",
        "blocks that %d exits follow, at equal operations between them".formatted(exits),
        PLACES.get(exits),
        ExitPlaces.of(exits).blocks(),
        "operations are counted in another way");
  }
}
