package io.jswarm.api.template;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A piece of a parsed template. Each knows where it begins, and writes itself as Go does: both are
 * shown where it cannot be evaluated.
 */
sealed interface Node {
  /** The index of the character in the template that Go would name. */
  int position();

  record Plain(int position, String text) implements Node {
    @Override
    public String toString() {
      return text;
    }
  }

  /** Prints its pipeline, unless that declares a variable. */
  record Print(int position, Pipeline pipeline) implements Node {
    @Override
    public String toString() {
      return "{{" + pipeline + "}}";
    }
  }

  /** What is done where the pipeline holds, or once for each of its values, and otherwise. */
  record Branch(int position, Kind kind, Pipeline pipeline, List<Node> then, List<Node> otherwise)
      implements Node {
    enum Kind {
      IF("if"),
      WITH("with"),
      RANGE("range");

      private final String word;

      Kind(String word) {
        this.word = word;
      }

      @Override
      public String toString() {
        return word;
      }
    }

    @Override
    public String toString() {
      return "{{" + kind + " " + pipeline + "}}";
    }
  }

  record Break(int position) implements Node {}

  record Continue(int position) implements Node {}

  /** A function or a value, with its arguments. */
  record Command(int position, List<Operand> operands) implements Node {
    @Override
    public String toString() {
      return operands.stream()
          .map(each -> each instanceof Pipeline ? "(" + each + ")" : each.toString())
          .collect(Collectors.joining(" "));
    }
  }

  /** Something that has a value. */
  sealed interface Operand extends Node {}

  /**
   * Commands joined by {@code |}.
   *
   * @param variables that are declared or assigned in front of it
   * @param assigns whether the variables exist already
   */
  record Pipeline(int position, List<Variable> variables, boolean assigns, List<Command> commands)
      implements Operand {
    @Override
    public String toString() {
      String declared =
          variables.stream().map(Variable::toString).collect(Collectors.joining(", "));
      String sign = assigns ? " = " : " := ";
      return (declared.isEmpty() ? "" : declared + sign)
          + commands.stream().map(Command::toString).collect(Collectors.joining(" | "));
    }
  }

  record Dot(int position) implements Operand {
    @Override
    public String toString() {
      return ".";
    }
  }

  record Nil(int position) implements Operand {
    @Override
    public String toString() {
      return "nil";
    }
  }

  /**
   * A value that is written out.
   *
   * @param text as it is written
   */
  record Constant(int position, String text, Value value) implements Operand {
    @Override
    public String toString() {
      return text;
    }
  }

  /** {@code .first.second}. */
  record Field(int position, List<String> names) implements Operand {
    @Override
    public String toString() {
      return "." + String.join(".", names);
    }
  }

  /** {@code $name.first.second}. */
  record Variable(int position, String name, List<String> fields) implements Operand {
    @Override
    public String toString() {
      return fields.isEmpty() ? name : name + "." + String.join(".", fields);
    }
  }

  /** A function by its name. */
  record Function(int position, String name) implements Operand {
    @Override
    public String toString() {
      return name;
    }
  }

  /** {@code (pipeline).first.second}. */
  record Chain(int position, Operand base, List<String> fields) implements Operand {
    @Override
    public String toString() {
      String start = base instanceof Pipeline ? "(" + base + ")" : base.toString();
      return start + "." + String.join(".", fields);
    }
  }
}
