package io.jswarm.lab.faults;

import io.jswarm.lab.host.LabHost;
import java.time.Duration;

/** The ways in which hosts and networks break. */
final class Faults {
  private Faults() {}

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  static Scenario killedDaemons(int rounds) {
    return new Scenario(
        "kill -9 of a random manager's daemon, %d rounds, back after 0-2 s, 0-2 s of work between"
            .formatted(rounds),
        ground -> {
          for (int i = 0; i < rounds; i++) {
            LabHost victim = ground.anyManager();
            victim.killDaemon();
            ground.pause(ground.between(seconds(0), seconds(2)));
            victim.startDaemon();
            var _ = ground.leader();
            ground.pause(ground.between(seconds(0), seconds(2)));
          }
        });
  }

  static Scenario powerLosses(int rounds) {
    return new Scenario(
        "power loss of a random host, %d rounds, off for 1-6 s".formatted(rounds),
        ground -> {
          for (int i = 0; i < rounds; i++) {
            LabHost victim = ground.anyHost();
            victim.powerOff();
            ground.pause(ground.between(seconds(1), seconds(6)));
            victim.powerOn();
            ground.pause(seconds(1));
          }
        });
  }

  static Scenario frozenLeaders(double... secondsEach) {
    StringBuilder times = new StringBuilder();
    for (double each : secondsEach) {
      times.append(times.isEmpty() ? "" : ", ").append(each);
    }
    return new Scenario(
        "SIGSTOP of the leader's daemon, SIGCONT after %s s".formatted(times),
        ground -> {
          for (double each : secondsEach) {
            LabHost leader = ground.leader();
            leader.freezeDaemon();
            ground.pause(seconds(each));
            leader.thawDaemon();
            ground.pause(seconds(3));
          }
        });
  }

  static Scenario partitionedLeader(double forSeconds) {
    return new Scenario(
        "silent partition of the leader for %s s".formatted(forSeconds),
        ground -> {
          LabHost leader = ground.leader();
          leader.partition();
          long since = System.nanoTime();
          ground.pause(seconds(forSeconds));
          ground.silences().add(new Ground.Silence(leader, since, System.nanoTime()));
          leader.heal();
        });
  }

  static Scenario muteThenDeaf(double forSeconds) {
    return new Scenario(
        "the leader mute, then the leader deaf, %s s each".formatted(forSeconds),
        ground -> {
          LabHost mute = ground.leader();
          mute.mute();
          ground.pause(seconds(forSeconds));
          mute.heal();
          ground.pause(seconds(3));
          LabHost deaf = ground.leader();
          deaf.deafen();
          ground.pause(seconds(forSeconds));
          deaf.heal();
        });
  }

  static Scenario flaps(int times) {
    return new Scenario(
        "the cable of a random manager pulled and put back %d times, 0.1-1 s each".formatted(times),
        ground -> {
          for (int i = 0; i < times; i++) {
            LabHost victim = i % 2 == 0 ? ground.anyManager() : ground.leader();
            victim.unplug();
            ground.pause(ground.between(seconds(0.1), seconds(1)));
            victim.heal();
            ground.pause(ground.between(seconds(0.1), seconds(1)));
          }
        });
  }

  static Scenario restartStorm(int rounds) {
    return new Scenario(
        "all managers killed %d times, before they are up".formatted(rounds),
        ground -> {
          for (int i = 0; i < rounds; i++) {
            for (LabHost manager : ground.managerHosts()) {
              manager.killDaemon();
              manager.beginDaemon();
            }
            ground.pause(ground.between(seconds(0.3), seconds(3)));
          }
          for (LabHost manager : ground.managerHosts()) {
            manager.awaitDaemon();
          }
        });
  }

  static Scenario lostQuorum(double forSeconds) {
    return new Scenario(
        "power loss of all managers but one for %s s".formatted(forSeconds),
        ground -> {
          LabHost left = ground.anyManager();
          for (LabHost manager : ground.managerHosts()) {
            if (manager.index() != left.index()) {
              manager.powerOff();
            }
          }
          ground.pause(seconds(forSeconds));
          for (LabHost manager : ground.managerHosts()) {
            if (manager.index() != left.index()) {
              manager.powerOn();
            }
          }
        });
  }
}
