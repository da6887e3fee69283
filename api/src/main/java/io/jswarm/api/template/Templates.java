package io.jswarm.api.template;

import java.util.Map;
import java.util.SortedMap;
import java.util.function.UnaryOperator;

/**
 * Fills in {@code {{.Task.Slot}}} and its like, in the texts of one spec or in one payload: what
 * these cost together is bounded.
 */
public final class Templates {
  /** What Swarm calls every template; its sentences begin with it. */
  static final String NAME = "expansion";

  private static final String SPEC_TYPE = "*template.Context";
  private static final String PAYLOAD_TYPE = "*template.PayloadContext";

  private final Value.Struct dot;
  private final SortedMap<String, Function> functions;
  private final Budget budget = new Budget();

  private Templates(Value.Struct dot, SortedMap<String, Function> functions) {
    this.dot = dot;
    this.functions = functions;
  }

  /** Of a spec. */
  public static Templates ofSpec(TemplateContext context) {
    return new Templates(context.dot(SPEC_TYPE), Builtins.with(Map.of()));
  }

  /**
   * Of a payload, which has functions of its own.
   *
   * @param functions of one text, by name; they may throw {@link TemplateException}
   */
  public static Templates ofPayload(
      TemplateContext context, Map<String, UnaryOperator<String>> functions) {
    return new Templates(context.dot(PAYLOAD_TYPE), Builtins.with(functions));
  }

  /**
   * The text with every action replaced by what it comes to.
   *
   * @throws TemplateException when it is no template, names what is not there, or costs too much;
   *     in the words of Go
   */
  public String expand(String text) {
    return text.contains("{{") ? Evaluator.run(text, functions, dot, budget) : text;
  }
}
