package io.jswarm.lab.traffic;

import io.jswarm.lab.host.Lab;
import io.jswarm.lab.host.LabHost;
import io.jswarm.lab.host.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where a caller stands. */
public sealed interface Place {
  /** The host outside of every cluster, on the same bridge: SUBNET.200. */
  record Outside(Lab lab) implements Place {}

  /** A host of the cluster. */
  record OnHost(Lab lab, LabHost host) implements Place {}

  /**
   * The network of a container.
   *
   * @param pid of a process of the container, as the host counts
   */
  record InContainer(Lab lab, LabHost host, long pid) implements Place {
    private List<String> entering(List<String> words) {
      List<String> all =
          new ArrayList<>(List.of("nsenter", "--net=/proc/" + pid + "/ns/net", "--"));
      all.addAll(words);
      return all;
    }
  }

  /**
   * A network namespace in a host.
   *
   * @param file that holds it, as the host sees it
   */
  record InNamespace(Lab lab, LabHost host, String file) implements Place {
    private List<String> entering(List<String> words) {
      List<String> all = new ArrayList<>(List.of("nsenter", "--net=" + file, "--"));
      all.addAll(words);
      return all;
    }
  }

  /** The lab of the place. */
  Lab lab();

  /** Runs a program there to its end. */
  default Outcome run(List<String> words) throws InterruptedException {
    return switch (this) {
      case Outside outside -> outside.lab.outside(words);
      case OnHost on -> on.host.exec(words.toArray(String[]::new));
      case InContainer in -> in.host.exec(in.entering(words).toArray(String[]::new));
      case InNamespace in -> in.host.exec(in.entering(words).toArray(String[]::new));
    };
  }

  /** Begins a program there. */
  default Process spawn(Path errors, List<String> words) throws IOException {
    return switch (this) {
      case Outside outside -> outside.lab.spawnOutside(errors, words);
      case OnHost on -> on.host.spawn(errors, words);
      case InContainer in -> in.host.spawn(errors, in.entering(words));
      case InNamespace in -> in.host.spawn(errors, in.entering(words));
    };
  }

  /** Asks so many times; a line for each answer, {@code NAME PEER}, or {@code - ERROR}. */
  default List<String> ask(String protocol, String address, int port, int times)
      throws InterruptedException {
    return run(List.of(
            lab().netApp().toString(),
            "ask",
            protocol,
            address,
            Integer.toString(port),
            Integer.toString(times)))
        .lines();
  }
}
