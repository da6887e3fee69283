package io.jswarm.cli.render;

import io.jswarm.cli.command.Faults;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.http.UnreachableException;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.json.JsonWriter;
import io.jswarm.cli.template.Template;
import io.jswarm.cli.template.TemplateException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What every {@code inspect} does: fetch each named object, print all that were found as one JSON
 * array or each by a template, then say which were not found.
 */
public final class Inspection {
  private Inspection() {}

  /** Fetches the object of a name or id. */
  @FunctionalInterface
  public interface Fetch {
    JsonObject fetch(String reference) throws IOException;
  }

  /** Lays one object out for people. */
  @FunctionalInterface
  public interface Pretty {
    String text(JsonObject object) throws IOException;
  }

  /** Inspects every argument; returns 1 when one was not found. */
  public static int run(Invocation call, Fetch fetch) throws IOException {
    String format = call.flags().text("format");
    List<JsonObject> found = new ArrayList<>();
    List<IOException> faults = fetchAll(call, fetch, found);
    if (format.isEmpty() || format.equals("json")) {
      call.println(format.isEmpty() ? JsonWriter.indented(found) : JsonWriter.compact(found));
    } else {
      print(call, format, found);
    }
    return report(call, faults);
  }

  /** Inspects every argument for people. */
  public static int pretty(Invocation call, Fetch fetch, Pretty pretty) throws IOException {
    List<JsonObject> found = new ArrayList<>();
    List<IOException> faults = fetchAll(call, fetch, found);
    for (JsonObject object : found) {
      call.println(pretty.text(object));
    }
    return report(call, faults);
  }

  private static void print(Invocation call, String format, List<JsonObject> found)
      throws TemplateException {
    Template template = Template.parse(format.replace("\\t", "\t").replace("\\n", "\n"));
    for (JsonObject object : found) {
      call.println(template.execute(object));
    }
  }

  private static List<IOException> fetchAll(Invocation call, Fetch fetch, List<JsonObject> found)
      throws IOException {
    List<IOException> faults = new ArrayList<>();
    for (String reference : call.arguments()) {
      try {
        found.add(fetch.fetch(reference));
      } catch (UnreachableException e) {
        throw e;
      } catch (IOException e) {
        faults.add(e);
      }
    }
    return faults;
  }

  private static int report(Invocation call, List<IOException> faults) {
    call.console().out().flush();
    for (IOException fault : faults) {
      call.console().err().println(Faults.line(fault));
    }
    return faults.isEmpty() ? 0 : 1;
  }
}
