package io.jswarm.manager.control;

import io.jswarm.api.command.Command;
import io.jswarm.api.model.RebalanceStatus;
import io.jswarm.api.model.Service;
import io.jswarm.manager.control.References.Found;
import io.jswarm.manager.orchestration.Movable;
import io.jswarm.manager.orchestration.Turn;
import io.jswarm.raftstore.image.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Has tasks of services moved to emptier nodes; the moves themselves are the deciders'. */
final class BalanceCommands {
  private BalanceCommands() {}

  static Decision begin(Turn turn, Command.RebalanceServices command) {
    if (command.services().isEmpty()) {
      return Decision.invalid("name at least one service whose tasks are to be moved");
    }
    List<Change> changes = new ArrayList<>();
    String first = "";
    for (Command.ToRebalance each : command.services()) {
      if (each.movesMax() < 0) {
        return Decision.invalid("invalid number of moves " + each.movesMax());
      }
      switch (References.service(turn.image(), each.service())) {
        case Found.Nothing<Service>(var refusal) -> {
          return new Decision.Rejected(refusal);
        }
        case Found.One<Service>(Service service) -> {
          Optional<String> obstacle = Movable.obstacle(service);
          if (obstacle.isPresent()) {
            return Decision.precondition("service " + service.spec().name() + " " + obstacle.get());
          }
          first = first.isEmpty() ? service.id() : first;
          RebalanceStatus begun = RebalanceStatus.begun(turn.at(), false, each.movesMax());
          changes.add(new Change.PutService(service.withRebalanceStatus(begun)));
        }
      }
    }
    if (!turn.takes(changes)) {
      return Decision.precondition(
          "the specs of "
              + changes.size()
              + " services are too long to be written at once: name fewer");
    }
    changes.forEach(turn::add);
    return new Decision.Accepted(first);
  }
}
