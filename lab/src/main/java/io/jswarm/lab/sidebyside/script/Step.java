package io.jswarm.lab.sidebyside.script;

import io.jswarm.lab.sidebyside.stage.Client;
import io.jswarm.lab.sidebyside.stage.Stage;
import java.io.IOException;
import java.time.Duration;

/** One thing done or seen. */
public sealed interface Step {
  /** What it is called where outcomes are compared. */
  String label();

  /** Types a line into a client on a host; its exit code and all that it says are compared. */
  record Typed(Client client, int host, Line line) implements Step {
    @Override
    public String label() {
      return "docker " + line.text();
    }
  }

  /** Waits until something is so. It is compared only whether it came. */
  record Awaited(String what, Duration limit, Question question) implements Step {
    @Override
    public String label() {
      return "until " + what;
    }
  }

  /** Looks at something; the text is compared. */
  record Seen(String what, Glance glance) implements Step {
    @Override
    public String label() {
      return what;
    }
  }

  /** Does something to the cluster that no client can; nothing is compared. */
  record Done(String what, Deed deed) implements Step {
    @Override
    public String label() {
      return what;
    }
  }

  /** Something that may be so yet or not; an {@link IOException} counts as not. */
  @FunctionalInterface
  interface Question {
    boolean holds(Stage stage) throws IOException, InterruptedException;
  }

  /** Text to compare. */
  @FunctionalInterface
  interface Glance {
    String at(Stage stage) throws IOException, InterruptedException;
  }

  /** A fault or its end. */
  @FunctionalInterface
  interface Deed {
    void to(Stage stage) throws IOException, InterruptedException;
  }
}
