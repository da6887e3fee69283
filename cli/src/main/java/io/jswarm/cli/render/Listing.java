package io.jswarm.cli.render;

import io.jswarm.cli.command.Console;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.ParsedFlags;
import io.jswarm.cli.command.UsageException;
import io.jswarm.cli.json.JsonWriter;
import io.jswarm.cli.template.Row;
import io.jswarm.cli.template.Template;
import io.jswarm.cli.template.TemplateException;
import io.jswarm.cli.text.TabStops;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints rows: as a table of the first columns, as JSON, or by the user's template. The columns
 * come in the order of the default table; those past {@code shown} are for templates only.
 */
public record Listing(List<Column> columns, int shown) {
  /** What {@code --format} says, in our words. */
  public static final String FORMAT_HELP =
      "How to print: table, json, or a Go template ('table TEMPLATE' adds headings)";

  /** The flags of every command that lists: what is to be listed, and how. */
  public static FlagSet flags(String filterHelp, String quietHelp) {
    return new FlagSet()
        .list("f", "filter", "KEY=VALUE", filterHelp)
        .value("format", "FORMAT", FORMAT_HELP)
        .toggle("q", "quiet", quietHelp);
  }

  /** A list whose default table has the first {@code shown} of {@code fieldsAndHeadings}. */
  public static Listing of(int shown, String... fieldsAndHeadings) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < fieldsAndHeadings.length; i += 2) {
      columns.add(new Column(fieldsAndHeadings[i], fieldsAndHeadings[i + 1]));
    }
    return new Listing(columns, shown);
  }

  /** Whether {@link #flags} ask for one field only: any {@code --format} goes before that. */
  public static boolean isQuiet(ParsedFlags flags) {
    return flags.toggle("quiet") && !flags.isSet("format");
  }

  /** Prints the rows as {@link #flags} ask; {@code --quiet} is for this field. */
  public void print(Invocation call, String quietField, List<Row> rows) throws TemplateException {
    if (isQuiet(call.flags())) {
      quiet(call.console(), quietField, rows);
    } else {
      print(call.console(), call.flags().text("format"), rows);
    }
  }

  /** Prints the rows in {@code format}; "" is the default table. */
  public void print(Console console, String format, List<Row> rows) throws TemplateException {
    String text = format.strip();
    switch (text) {
      case "", "table" -> console.out().print(table(rows));
      case "json" -> {
        for (Row row : rows) {
          console.out().println(JsonWriter.sorted(row.json()));
        }
      }
      case "raw" -> throw UsageException.badValue("format", text, "use json or a template");
      default -> template(console, text, rows);
    }
  }

  /** Prints one field of every row, a line each: {@code --quiet}. */
  public static void quiet(Console console, String field, List<Row> rows) {
    for (Row row : rows) {
      console.out().println(row.text(field));
    }
  }

  private String table(List<Row> rows) {
    List<String> lines = new ArrayList<>();
    StringBuilder head = new StringBuilder();
    for (int i = 0; i < shown; i++) {
      head.append(i == 0 ? "" : "\t").append(columns.get(i).heading());
    }
    lines.add(head.toString());
    for (Row row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < shown; i++) {
        line.append(i == 0 ? "" : "\t").append(row.text(columns.get(i).field()));
      }
      lines.add(line.toString());
    }
    return TabStops.align(lines);
  }

  private void template(Console console, String format, List<Row> rows) throws TemplateException {
    boolean table = format.startsWith("table");
    String source = table ? format.substring("table".length()).strip() : format;
    Template template = Template.parse(source.replace("\\t", "\t").replace("\\n", "\n"));
    if (!table) {
      for (Row row : rows) {
        console.out().println(template.execute(row));
      }
      return;
    }
    Row headings = new Row();
    for (Column column : columns) {
      headings.with(column.field(), column.heading());
    }
    List<String> lines = new ArrayList<>();
    lines.add(template.heading(headings));
    for (Row row : rows) {
      lines.addAll(template.execute(row).lines().toList());
    }
    console.out().print(TabStops.align(lines));
  }
}
