package dev.espalier.search.online;

import dev.espalier.cost.PlanValidator;
import dev.espalier.internal.Rounding;
import dev.espalier.plan.Plan;
import dev.espalier.plan.Slice;
import dev.espalier.plan.Violation;
import dev.espalier.plan.change.World;
import java.util.List;
import java.util.Optional;

/** One decision of a {@link Replanner}: which plan to move to, if any. */
final class Deciding {
  private final MovePolicy policy;
  private final Replanner.Snapshot old;
  private final List<List<Slice>> barred;
  private final World world;
  private final double atSeconds;
  private final double lost;
  private final Optional<Foresight> foresight;

  /**
   * @param barred plans that are moved to only if the plan in force no longer works
   * @param lost what staying has lost since the last move, ms times s
   * @param foresight what may come, if the rule is a learned one
   */
  Deciding(
      MovePolicy policy,
      Replanner.Snapshot old,
      List<List<Slice>> barred,
      World world,
      double atSeconds,
      double lost,
      Optional<Foresight> foresight) {
    this.policy = policy;
    this.old = old;
    this.barred = barred;
    this.world = world;
    this.atSeconds = atSeconds;
    this.lost = lost;
    this.foresight = foresight;
  }

  /** A plan that could be moved to, with what the move is and gains. */
  private record Offer(Plan plan, Move move, double gain) {}

  /**
   * Decides.
   *
   * @param before the plan in force, priced now
   * @param pool former optima that work now
   */
  Decision decide(Optional<Plan> before, WarmSearch.Found found, List<Plan> pool) {
    if (found.best().isEmpty()) {
      return decision(Decision.Action.STOP, Decision.Reason.NO_PLAN, before, found, null, null);
    }
    Plan best = found.best().get();
    if (before.isEmpty()) {
      Offer first = new Offer(best, new Move(List.of(), 0, 0), 0);
      Decision.Reason reason =
          old.decisions() == 0 ? Decision.Reason.FIRST_PLAN : Decision.Reason.WORKS_AGAIN;
      return decision(Decision.Action.MOVE, reason, before, found, first, first);
    }
    Plan now = before.get();
    boolean works = PlanValidator.violations(now).isEmpty();
    boolean isBest = works && Rounding.isAtMost(now.value(), best.value());
    if (works && foresight.isPresent()) {
      Offer offer = foreseen(now, pool);
      if (offer != null) {
        return atSeconds < old.movedAtSeconds() + policy.cooldownSeconds()
            ? keep(Decision.Reason.COOLDOWN, before, found, offer)
            : decision(
                Decision.Action.MOVE, Decision.Reason.GAIN_PAYS, before, found, offer, offer);
      }
    }
    if (isBest) {
      return keep(Decision.Reason.NO_BETTER_PLAN, before, found, null);
    }
    Offer offer = bestOffer(now, best, pool, works);
    if (!works) {
      return decision(
          Decision.Action.MOVE, Decision.Reason.PLAN_BROKEN, before, found, offer, offer);
    }
    if (offer == null) {
      boolean isBarred = barred.contains(best.slices());
      return keep(
          isBarred ? Decision.Reason.MOVED_BACK : Decision.Reason.TOO_MANY_DEVICES,
          before,
          found,
          null);
    }
    if (atSeconds < old.movedAtSeconds() + policy.cooldownSeconds()) {
      return keep(Decision.Reason.COOLDOWN, before, found, offer);
    }
    return !isForeseen(offer) && pays(now, offer)
        ? decision(Decision.Action.MOVE, Decision.Reason.GAIN_PAYS, before, found, offer, offer)
        : keep(Decision.Reason.GAIN_TOO_SMALL, before, found, offer);
  }

  /** The plan that is the cheapest from now on, if cheaper than staying; null if there is none. */
  private Offer foreseen(Plan now, List<Plan> pool) {
    double minimum = foresight.get().stay(now);
    Offer chosen = null;
    for (Plan plan : pool) {
      if (!plan.slices().equals(now.slices())) {
        Offer other = offer(now, plan);
        double cost = foresight.get().move(now, plan, other.move().loadMs());
        if (isAllowed(other) && cost < minimum && !Rounding.isAtMost(minimum, cost)) {
          minimum = cost;
          chosen = other;
        }
      }
    }
    return chosen;
  }

  /**
   * Whether what may come was considered for a plan: it is not for one that nothing is known of.
   */
  private boolean isForeseen(Offer offer) {
    return foresight.filter(each -> each.covers(offer.plan().slices())).isPresent();
  }

  private boolean pays(Plan now, Offer offer) {
    return policy
        .rule()
        .pays(
            now.value() - offer.plan().value(),
            inForceSeconds(offer.move()),
            lost,
            cost(now, offer.move()));
  }

  /** Time within the horizon for which a plan that is moved to is in force, s. */
  private double inForceSeconds(Move move) {
    return Math.max(0, policy.horizonSeconds() - policy.switching().delayMs(move.loadMs()) / 1_000);
  }

  /**
   * The better plan whose move gains the most over the horizon, within the number of devices that
   * may move; null if there is none. A plan that no longer works is left whatever moves.
   */
  private Offer bestOffer(Plan now, Plan best, List<Plan> pool, boolean works) {
    Offer chosen = offer(now, best);
    boolean isAllowed = !works || isAllowed(chosen);
    chosen = isAllowed ? chosen : null;
    for (Plan plan : pool) {
      if (!works || plan.value() < now.value()) {
        Offer other = offer(now, plan);
        if (isAllowed(other) && (chosen == null || other.gain() > chosen.gain())) {
          chosen = other;
        }
      }
    }
    return chosen;
  }

  private Offer offer(Plan now, Plan plan) {
    Move move = Move.of(now, plan, policy.repository());
    double gain = (now.value() - plan.value()) * inForceSeconds(move) - cost(now, move);
    return new Offer(plan, move, gain);
  }

  private double cost(Plan now, Move move) {
    return policy.switching().cost(now.problem().objective(), move.loadMs());
  }

  private boolean isAllowed(Offer offer) {
    return offer.move().devices() <= policy.maxMovedDevices().orElse(Integer.MAX_VALUE)
        && !barred.contains(offer.plan().slices());
  }

  /** Goes back to the plan before the last move. */
  Decision rollBack(Plan now, Plan previous, WarmSearch.Found found) {
    Offer back = offer(now, previous);
    return decision(
        Decision.Action.ROLL_BACK,
        Decision.Reason.MEASURED_WORSE,
        Optional.of(now),
        found,
        back,
        back);
  }

  private Decision keep(
      Decision.Reason reason, Optional<Plan> before, WarmSearch.Found found, Offer considered) {
    return decision(Decision.Action.KEEP, reason, before, found, considered, null);
  }

  /** A decision; without an offer that is taken, the plan in force stays if it works. */
  private Decision decision(
      Decision.Action action,
      Decision.Reason reason,
      Optional<Plan> before,
      WarmSearch.Found found,
      Offer considered,
      Offer taken) {
    List<Violation> violations = before.map(PlanValidator::violations).orElse(List.of());
    Optional<Offer> offer = Optional.ofNullable(considered);
    Optional<Plan> after =
        taken != null
            ? Optional.of(taken.plan())
            : action == Decision.Action.STOP ? Optional.empty() : before;
    return new Decision(
        old.decisions() + 1,
        atSeconds,
        action,
        reason,
        before,
        violations,
        found.best(),
        found.lowerBound(),
        found.isComplete(),
        after,
        offer.map(Offer::plan),
        offer.map(Offer::move),
        world.obstacle());
  }
}
