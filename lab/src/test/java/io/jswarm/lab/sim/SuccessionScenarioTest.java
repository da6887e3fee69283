package io.jswarm.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.command.Command;
import io.jswarm.api.command.CommandResult;
import io.jswarm.api.rpc.ManagerMessage;
import io.jswarm.api.rpc.ManagerMessage.ManagerAddress;
import io.jswarm.testkit.SimNetwork.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Whoever asks a manager that does not lead, or no longer, gets to the one that does. */
class SuccessionScenarioTest extends Scene {
  /** Some hear of their successor before they learn that they were deposed: seed 34. */
  @Test
  void aLeaderThatWasDeposedSendsNodesOnToItsSuccessor() {
    int deposed = 0;
    while (deposed < 8) {
      ManagerProcess old = leader();
      world.logs().deposeLeader();
      world.pass(Duration.ofSeconds(3));
      if (leader() != old) {
        assertThat(sentOnBy(old)).isEqualTo(leader().id);
        deposed++;
      }
    }
  }

  /** It hears who leads before its image, which is empty at first, says where that is. */
  @Test
  void aManagerThatWasRestartedSendsNodesOnOnceItKnowsWhereTheLeaderIs() {
    String id = follower().id;
    world.managers().kill(id);
    world.managers().restart(id);
    ManagerProcess restarted = Objects.requireNonNull(world.managers().get(id));
    world.until("it knows all", () -> restarted.store.image().equals(leader().store.image()));
    world.pass(Duration.ofSeconds(1));
    assertThat(sentOnBy(restarted)).isEqualTo(leader().id);
  }

  /** What it decides when it goes on, it decides on an image that others have changed: seed 54. */
  @Test
  void aLeaderThatStoodStillRefusesNothingByWhatItKnewBefore() {
    ManagerProcess old = leader();
    world.managers().pause(old.id);
    world.until("another leads", () -> world.leader() != null && world.leader() != old);
    create("web", "steady", 1);
    world.until("it is created", () -> world.image().serviceByName("web") != null);

    List<CommandResult> answers = new ArrayList<>();
    old.writer.submit(request("late", new Command.RemoveService("web")), answers::add);
    world.managers().resume(old.id);
    world.until("it is answered", () -> !answers.isEmpty());
    assertThat(answers.getFirst()).isInstanceOf(CommandResult.NotLeader.class);
  }

  private String sentOnBy(ManagerProcess manager) {
    List<ManagerAddress> told = new ArrayList<>();
    Wire wire = world.network().connect("w1", manager.id, () -> {}, () -> {});
    wire.say(() ->
        world
            .sessions()
            .opened(
                manager.id,
                "w1",
                wire,
                message -> {
                  if (message instanceof ManagerMessage.Redirect(ManagerAddress leader)
                      && leader != null) {
                    told.add(leader);
                  }
                }));
    world.until("it has an answer", () -> !told.isEmpty());
    return told.getFirst().nodeId();
  }
}
