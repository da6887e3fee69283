package io.jswarm.manager.control;

import io.jswarm.api.command.Command;
import io.jswarm.manager.orchestration.Turn;
import java.util.function.Supplier;

/** Carries out commands on a turn: one method per kind, in a class per noun. */
public final class CommandExecutor {
  private final SwarmCommands swarm;

  /**
   * @param secrets mints the random half of join tokens (25 base-36 characters) and unlock keys
   */
  public CommandExecutor(Supplier<String> secrets) {
    this.swarm = new SwarmCommands(secrets);
  }

  /** Decides a command; on acceptance the turn holds its changes, on rejection it is untouched. */
  public Decision execute(Turn turn, Command command) {
    return switch (command) {
      case Command.CreateService c -> ServiceCommands.create(turn, c);
      case Command.UpdateService c -> ServiceCommands.update(turn, c);
      case Command.RollbackService c -> ServiceCommands.rollback(turn, c);
      case Command.RemoveService c -> ServiceCommands.remove(turn, c);
      case Command.RebalanceServices c -> BalanceCommands.begin(turn, c);
      case Command.UpdateNode c -> NodeCommands.update(turn, c);
      case Command.RemoveNode c -> NodeCommands.remove(turn, c);
      case Command.AdmitNode c -> NodeCommands.admit(turn, c);
      case Command.UpdateSwarm c -> swarm.update(turn, c);
      case Command.AddMember c -> MemberCommands.add(turn, c);
      case Command.RemoveMember c -> MemberCommands.remove(turn, c);
      case Command.CreateNetwork c -> NetworkCommands.create(turn, c);
      case Command.UpdateNetwork c -> NetworkCommands.update(turn, c);
      case Command.RemoveNetwork c -> NetworkCommands.remove(turn, c);
      case Command.OfPayload c -> PayloadCommands.execute(turn, c);
      case Command.OfVolume c -> VolumeCommands.execute(turn, c);
    };
  }
}
