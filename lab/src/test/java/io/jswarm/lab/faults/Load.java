package io.jswarm.lab.faults;

import io.jswarm.lab.history.Call;
import io.jswarm.lab.history.Operation;
import io.jswarm.lab.history.Recorder;
import io.jswarm.lab.history.Reply;
import io.jswarm.lab.host.LabHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;

/**
 * Clients that write, read and remove services as fast as they are answered, each through another
 * manager at every step. They meet at few names, and take new ones every few seconds: writes of
 * unknown outcome then stay few for each name, which keeps the check of the history cheap.
 */
final class Load {
  /** Names in use at one time: fewer than clients, so that they get in each other's way. */
  private static final int NAMES = 4;

  private static final long NAMES_KEPT_NANOS = TimeUnit.SECONDS.toNanos(4);

  /** A pause after each answer, so that the daemons and not the clients fill the machine. */
  private static final int PAUSE_MAX_MILLIS = 60;

  private final List<LabHost> managers;
  private final Recorder recorder = new Recorder();
  private final ConcurrentSkipListSet<String> names = new ConcurrentSkipListSet<>();
  private final List<Thread> clients = new ArrayList<>();
  private volatile boolean ended;

  Load(List<LabHost> managers) {
    this.managers = managers;
  }

  void start(int count, Random seeds) {
    for (int i = 0; i < count; i++) {
      Client client = new Client(i, new Random(seeds.nextLong()));
      clients.add(Thread.ofVirtual().name("client-" + i).start(client::run));
    }
  }

  /** Ends when every client has its last answer. */
  void stop() throws InterruptedException {
    ended = true;
    for (Thread client : clients) {
      client.join();
    }
  }

  /** Reads every name once through every manager, as part of the history. */
  void readAllEverywhere() {
    for (String name : names) {
      for (LabHost manager : managers) {
        Call call = new Call.Inspect(name);
        recorder.ask(-1, manager.hostname(), call, () -> new ServiceClient(manager).ask(call));
      }
    }
  }

  /** Removes what is left; not part of the history. */
  void removeAll() {
    for (String name : names) {
      var _ = new ServiceClient(managers.getFirst()).ask(new Call.Remove(name, name));
    }
  }

  /**
   * What a silenced manager answered as if it knew: calls that came after the time in which it had
   * to notice, and were answered before it was back.
   */
  List<Operation> pretended(Ground.Silence silence, Duration toNotice) {
    long offset = System.nanoTime() - recorder.nanos();
    long from = silence.sinceNanos() - offset + toNotice.toNanos();
    long to = silence.untilNanos() - offset;
    return history().stream()
        .filter(operation -> operation.via().equals(silence.manager().hostname()))
        .filter(operation -> operation.invokedNanos() > from && operation.returnedNanos() < to)
        .filter(operation ->
            !(operation.reply() instanceof Reply.Refused)
                && !(operation.reply() instanceof Reply.Unknown))
        .toList();
  }

  List<Operation> history() {
    return recorder.operations();
  }

  /** Nanoseconds since the load was made, the clock of its history. */
  long nanos() {
    return recorder.nanos();
  }

  private final class Client {
    private final int number;
    private final Random random;
    private final Map<String, Reply.Seen> seen = new HashMap<>();
    private int writes;

    Client(int number, Random random) {
      this.number = number;
      this.random = random;
    }

    void run() {
      try {
        while (!ended) {
          step();
          TimeUnit.MILLISECONDS.sleep(random.nextInt(PAUSE_MAX_MILLIS));
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }

    private void step() {
      long epoch = recorder.nanos() / NAMES_KEPT_NANOS;
      String name = "reg-" + epoch + "-" + random.nextInt(NAMES);
      names.add(name);
      LabHost manager = managers.get(random.nextInt(managers.size()));
      Call call = next(name);
      Reply reply =
          recorder.ask(
              number, manager.hostname(), call, () -> new ServiceClient(manager).ask(call));
      if (reply instanceof Reply.Seen now) {
        seen.put(name, now);
      } else if (!(reply instanceof Reply.Refused)) {
        seen.remove(name);
      }
    }

    private Call next(String name) {
      Reply.Seen known = seen.get(name);
      String label = "c" + number + "w" + writes++;
      int dice = random.nextInt(10);
      if (known == null) {
        return dice < 3 ? new Call.Create(name, label) : new Call.Inspect(name);
      }
      if (dice < 6) {
        return new Call.Update(name, known.id(), known.version(), label);
      }
      if (dice < 9) {
        return new Call.Inspect(name);
      }
      return random.nextBoolean()
          ? new Call.Remove(name, known.id())
          : new Call.Create(name, label);
    }
  }
}
