package io.jswarm.cli;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.Console;
import io.jswarm.cli.command.Faults;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Help;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.ParsedFlags;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.command.UsageException;
import io.jswarm.cli.http.EngineClient;
import io.jswarm.cli.system.Version;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * The command line. Finds the command by its words in a small table and builds only that one,
 * because start-up is most of what a command costs. Exit codes: 0 done, 1 refused or failed, 125
 * wrong usage.
 */
public final class Jswarm {
  private static final int FAILED = 1;
  private static final int USAGE = 125;
  private static final int OUTPUT_BUFFER_BYTES = 16 * 1024;

  /** Set by the launcher, which asks the shell: cheaper than asking the system from here. */
  private static final String TERMINAL_PROPERTY = "jswarm.terminal";

  private final Console console;
  private final Map<String, String> environment;

  /** A command line that prints to {@code console} and reads {@code environment} for defaults. */
  public Jswarm(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  public static void main(String[] words) throws IOException {
    Map<String, String> environment = System.getenv();
    PrintStream out = stream(FileDescriptor.out);
    PrintStream err = stream(FileDescriptor.err);
    boolean terminal = Boolean.getBoolean(TERMINAL_PROPERTY);
    boolean colors = terminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
    int code =
        System.getProperty(Rehearsal.PROPERTY) == null
            ? new Jswarm(
                    new Console(System.in, out, err, Clock.systemUTC(), terminal, colors),
                    environment)
                .run(List.of(words))
            : Rehearsal.run(System.in, out, err, environment);
    if (code != 0) {
      System.exit(code);
    }
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor), OUTPUT_BUFFER_BYTES),
        false,
        StandardCharsets.UTF_8);
  }

  /** Runs one command line and returns its exit code; everything is flushed. */
  public int run(List<String> words) {
    boolean debug = words.contains("--debug") || words.contains("-D");
    try {
      return dispatch(words);
    } catch (UsageException e) {
      return report(e, debug, USAGE);
    } catch (IOException e) {
      return report(e, debug, FAILED);
    } finally {
      console.out().flush();
      console.err().flush();
    }
  }

  private int report(Throwable fault, boolean debug, int code) {
    console.out().flush();
    console.err().println(Faults.line(fault));
    if (debug) {
      fault.printStackTrace(console.err());
    }
    return code;
  }

  private int dispatch(List<String> words) throws IOException {
    ParsedFlags global = GlobalFlags.flags().parse(words, 0);
    if (global.toggle("version")) {
      console.out().println("jswarm version " + Version.CLIENT);
      return 0;
    }
    List<String> rest = global.arguments();
    if (rest.isEmpty() || global.toggle("help") || rest.getFirst().equals("help")) {
      return help(rest);
    }
    int length = CommandTable.nameLength(rest);
    String name = String.join(" ", rest.subList(0, length));
    if (length == 1 && CommandTable.isNoun(name)) {
      return noun(name, rest);
    }
    return run(name, CommandTable.create(name), global, rest.subList(length, rest.size()));
  }

  private int run(String name, Command command, ParsedFlags global, List<String> words)
      throws IOException {
    FlagSet flags = command.flags().toggle("help", "").toggle("debug", "").toggle("stale", "");
    ParsedFlags parsed = parse(name, flags, words);
    if (parsed.toggle("help")) {
      console.out().print(Help.page(name, command));
      return 0;
    }
    Synopsis synopsis = command.synopsis();
    synopsis.check(name, parsed.arguments().size());
    ParsedFlags connection = parsed.toggle("stale") ? global.with("stale", "true") : global;
    try (EngineClient client = GlobalFlags.client(connection, environment)) {
      return command.run(new Invocation(parsed.without("debug", "stale"), console, client));
    }
  }

  private static ParsedFlags parse(String name, FlagSet flags, List<String> words) {
    try {
      return flags.parse(words, 0);
    } catch (UsageException e) {
      throw new UsageException(e.getMessage() + " (see 'jswarm " + name + " --help')");
    }
  }

  private int help(List<String> words) {
    List<String> topic =
        !words.isEmpty() && words.getFirst().equals("help")
            ? words.subList(1, words.size())
            : words;
    int length = topic.isEmpty() ? 0 : CommandTable.nameLength(topic);
    String name = String.join(" ", topic.subList(0, length));
    if (length == 0) {
      console.out().print(Overview.all());
    } else if (length == 1 && CommandTable.isNoun(name)) {
      console.out().print(Overview.noun(name));
    } else {
      console.out().print(Help.page(name, CommandTable.create(name)));
    }
    return 0;
  }

  /** A noun without a verb: its help, as an error unless help was asked for. */
  private int noun(String noun, List<String> words) {
    boolean asked =
        words.size() > 1 && (words.get(1).equals("--help") || words.get(1).equals("-h"));
    PrintStream to = asked ? console.out() : console.err();
    to.print(Overview.noun(noun));
    return asked ? 0 : USAGE;
  }
}
