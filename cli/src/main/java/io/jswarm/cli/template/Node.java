package io.jswarm.cli.template;

import java.util.List;

/** A piece of a parsed template. */
sealed interface Node {
  record Text(String text) implements Node {}

  /** Prints its pipeline, unless that declares a variable. */
  record Print(Pipeline pipeline) implements Node {}

  record If(Pipeline condition, List<Node> then, List<Node> otherwise) implements Node {}

  record With(Pipeline subject, List<Node> then, List<Node> otherwise) implements Node {}

  record Range(Pipeline subject, List<Node> body, List<Node> otherwise) implements Node {}

  record Break() implements Node {}

  record Continue() implements Node {}

  /**
   * Commands joined by {@code |}.
   *
   * @param variables names declared or assigned in front of the pipeline
   * @param assigns whether the variables exist already
   */
  record Pipeline(List<String> variables, boolean assigns, List<Call> calls) {}

  /** A function or value with its arguments. */
  record Call(List<Operand> operands) {}

  /** Something that has a value. */
  sealed interface Operand {
    record Dot() implements Operand {}

    record Constant(Object value) implements Operand {}

    record Variable(String name) implements Operand {}

    record Function(String name) implements Operand {}

    record Group(Pipeline pipeline) implements Operand {}

    /** {@code base.first.second}. */
    record Fields(Operand base, List<String> names) implements Operand {}
  }
}
