package io.jswarm.cli.template;

import java.util.List;

/** A parsed template. */
public final class Template {
  private final List<Node> nodes;

  private Template(List<Node> nodes) {
    this.nodes = nodes;
  }

  /**
   * Reads a template.
   *
   * @throws TemplateException naming the position of the first thing it does not understand
   */
  public static Template parse(String source) throws TemplateException {
    return new Template(Parser.parse(source));
  }

  /**
   * The text for {@code data}: a {@link Row} or a value of the JSON tree.
   *
   * @throws TemplateException when a function gets what it cannot use, or a row has no such field
   */
  public String execute(Object data) throws TemplateException {
    return new Evaluator(data, false).run(nodes);
  }

  /** The line of column headings: functions leave their argument alone. */
  public String heading(Row headings) throws TemplateException {
    return new Evaluator(headings, true).run(nodes);
  }
}
