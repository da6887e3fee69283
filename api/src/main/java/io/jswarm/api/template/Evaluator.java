package io.jswarm.api.template;

import io.jswarm.api.template.Function.CallException;
import io.jswarm.api.text.GoText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs a template once, in the steps and with the sentences of Go's. */
final class Evaluator {
  private final String source;
  private final Map<String, Function> functions;
  private final Budget budget;
  private final StringBuilder out = new StringBuilder();
  private final List<Binding> bindings = new ArrayList<>();

  /** What is being looked at, which sentences name. */
  private Node here;

  private enum Flow {
    ON,
    BREAK,
    CONTINUE
  }

  private record Binding(String name, Value value) {}

  private Evaluator(
      String source, Map<String, Function> functions, Value.Struct dot, Budget budget) {
    this.source = source;
    this.functions = functions;
    this.budget = budget;
    this.here = new Node.Dot(0);
    bindings.add(new Binding("$", dot));
  }

  /**
   * What a template comes to.
   *
   * @throws TemplateException where it cannot be evaluated, or costs too much
   */
  static String run(
      String source, Map<String, Function> functions, Value.Struct dot, Budget budget) {
    List<Node> nodes = Parser.parse(source, functions.keySet());
    Evaluator evaluator = new Evaluator(source, functions, dot, budget);
    evaluator.walk(nodes, dot);
    return evaluator.out.toString();
  }

  private Flow walk(List<Node> nodes, Value dot) {
    for (Node node : nodes) {
      here = node;
      budget.step(0);
      Flow flow =
          switch (node) {
            case Node.Plain(int _, String text) -> write(text);
            case Node.Print(int _, Node.Pipeline pipeline) -> print(pipeline, dot);
            case Node.Branch branch -> branch(branch, dot);
            case Node.Break _ -> Flow.BREAK;
            case Node.Continue _ -> Flow.CONTINUE;
            case Node.Command _, Node.Operand _ ->
                throw new IllegalStateException("not a statement");
          };
      if (flow != Flow.ON) {
        return flow;
      }
    }
    return Flow.ON;
  }

  private Flow write(String text) {
    budget.write(text.length());
    out.append(text);
    return Flow.ON;
  }

  private Flow print(Node.Pipeline pipeline, Value dot) {
    Value value = pipeline(pipeline, dot);
    return pipeline.variables().isEmpty() ? write(value.toString()) : Flow.ON;
  }

  private Flow branch(Node.Branch branch, Value dot) {
    int mark = bindings.size();
    Value value = pipeline(branch.pipeline(), dot);
    Flow flow =
        switch (branch.kind()) {
          case IF -> walk(value.holds() ? branch.then() : branch.otherwise(), dot);
          case WITH -> value.holds() ? walk(branch.then(), value) : walk(branch.otherwise(), dot);
          case RANGE -> range(branch, value, dot);
        };
    bindings.subList(mark, bindings.size()).clear();
    return flow;
  }

  private Flow range(Node.Branch branch, Value value, Value dot) {
    Map<String, String> entries =
        switch (value) {
          case Value.Labels(var labels) -> labels;
          case Value.Nothing _ -> Map.of();
          case Value.Text _, Value.Truth _, Value.Whole _, Value.Fraction _, Value.Struct _ ->
              throw fault("range can't iterate over " + value);
        };
    if (entries.isEmpty()) {
      return walk(branch.otherwise(), dot);
    }
    int mark = bindings.size();
    List<Node.Variable> variables = branch.pipeline().variables();
    for (Map.Entry<String, String> entry : entries.entrySet()) {
      Value element = new Value.Text(entry.getValue());
      if (!variables.isEmpty()) {
        set(variables.getLast(), element);
      }
      if (variables.size() > 1) {
        set(variables.getFirst(), new Value.Text(entry.getKey()));
      }
      Flow flow = walk(branch.then(), element);
      bindings.subList(mark, bindings.size()).clear();
      if (flow == Flow.BREAK) {
        break;
      }
    }
    return Flow.ON;
  }

  private void set(Node.Variable variable, Value value) {
    bindings.set(index(variable.name()), new Binding(variable.name(), value));
  }

  private Value pipeline(Node.Pipeline pipeline, Value dot) {
    here = pipeline;
    Value value = null;
    for (Node.Command command : pipeline.commands()) {
      value = command(command, dot, value);
    }
    Value result = value == null ? new Value.Nothing() : value;
    for (Node.Variable variable : pipeline.variables()) {
      if (pipeline.assigns()) {
        set(variable, result);
      } else {
        bindings.add(new Binding(variable.name(), result));
      }
    }
    return result;
  }

  private int index(String variable) {
    for (int i = bindings.size() - 1; i >= 0; i--) {
      if (bindings.get(i).name().equals(variable)) {
        return i;
      }
    }
    throw fault("undefined variable: " + variable);
  }

  /** A command's value; {@code piped} is what the one before it came to. */
  private Value command(Node.Command command, Value dot, @Nullable Value piped) {
    budget.step(0);
    Node.Operand first = command.operands().getFirst();
    boolean arguments = command.operands().size() > 1 || piped != null;
    return switch (first) {
      case Node.Field field -> fields(field, dot, field.names(), arguments);
      case Node.Chain chain -> chain(chain, dot, arguments);
      case Node.Function function -> {
        here = function;
        List<Node.Operand> rest = command.operands().subList(1, command.operands().size());
        yield call(function.name(), command, rest, dot, piped);
      }
      case Node.Pipeline pipeline -> {
        noArguments(first, arguments);
        yield pipeline(pipeline, dot);
      }
      case Node.Variable variable -> variable(variable, arguments);
      case Node.Dot _, Node.Constant _, Node.Nil _ -> {
        here = first;
        noArguments(first, arguments);
        yield plain(first, dot);
      }
    };
  }

  private Value plain(Node.Operand operand, Value dot) {
    return switch (operand) {
      case Node.Dot _ -> dot;
      case Node.Constant constant -> constant.value();
      default -> throw fault("nil is not a command");
    };
  }

  private void noArguments(Node.Operand operand, boolean arguments) {
    if (arguments) {
      throw fault("can't give argument to non-function " + operand);
    }
  }

  private Value variable(Node.Variable variable, boolean arguments) {
    here = variable;
    Value value = bindings.get(index(variable.name())).value();
    if (variable.fields().isEmpty()) {
      noArguments(variable, arguments);
      return value;
    }
    return fields(variable, value, variable.fields(), arguments);
  }

  private Value chain(Node.Chain chain, Value dot, boolean arguments) {
    here = chain;
    Value base = argument(chain.base(), dot, false);
    Value value = base;
    for (int i = 0; i < chain.fields().size(); i++) {
      value = field(value, chain.fields().get(i), arguments && i == chain.fields().size() - 1);
    }
    return value;
  }

  private Value fields(Node node, Value base, List<String> names, boolean arguments) {
    here = node;
    Value value = base;
    for (int i = 0; i < names.size(); i++) {
      value = field(value, names.get(i), arguments && i == names.size() - 1);
    }
    return value;
  }

  private Value field(Value value, String name, boolean arguments) {
    switch (value) {
      case Value.Nothing _ -> throw fault("nil data; no entry for key " + GoText.quoted(name));
      case Value.Struct(String type, var fields) -> {
        Value found = fields.get(name);
        if (found == null) {
          throw fault("can't evaluate field " + name + " in type " + type);
        }
        if (arguments) {
          throw fault(name + " has arguments but cannot be invoked as function");
        }
        return found;
      }
      case Value.Labels(var entries) -> {
        if (arguments) {
          throw fault(name + " is not a method but has arguments");
        }
        String found = entries.get(name);
        if (found == null) {
          throw fault("map has no entry for key " + GoText.quoted(name));
        }
        return new Value.Text(found);
      }
      case Value.Text _, Value.Truth _, Value.Whole _, Value.Fraction _ ->
          throw fault("can't evaluate field " + name + " in type " + value.type());
    }
  }

  private Value call(
      String name, Node node, List<Node.Operand> operands, Value dot, @Nullable Value piped) {
    Function function = functions.get(name);
    if (function == null) {
      throw fault(GoText.quoted(name) + " is not a defined function");
    }
    int count = operands.size() + (piped == null ? 0 : 1);
    if (count < function.fixed() || (count > function.fixed() && !function.many())) {
      String least = function.many() ? "at least " : "";
      int got = function.many() ? operands.size() : count;
      throw fault(
          "wrong number of args for %s: want %s%d got %d"
              .formatted(name, least, function.fixed(), got));
    }
    List<Value> arguments = new ArrayList<>();
    for (Node.Operand operand : operands) {
      Value value = argument(operand, dot, function.wantsText(arguments.size()));
      if (function.isLazy() && value.holds() == name.equals("or")) {
        return value;
      }
      arguments.add(value);
    }
    if (piped != null) {
      arguments.add(function.wantsText(arguments.size()) ? text(piped) : piped);
    }
    arguments.forEach(each -> budget.step(each.length()));
    try {
      Value value = function.body().apply(arguments);
      budget.step(value.length());
      return value;
    } catch (CallException e) {
      here = node;
      throw fault("error calling " + name + ": " + e.getMessage());
    }
  }

  private Value argument(Node.Operand operand, Value dot, boolean wantsText) {
    here = operand;
    Value value =
        switch (operand) {
          case Node.Dot _ -> dot;
          case Node.Nil _ -> {
            if (wantsText) {
              throw fault("cannot assign nil to string");
            }
            yield new Value.Nothing();
          }
          case Node.Constant constant -> {
            if (wantsText && !(constant.value() instanceof Value.Text)) {
              throw fault("expected string; found " + constant);
            }
            yield constant.value();
          }
          case Node.Field field -> fields(field, dot, field.names(), false);
          case Node.Variable variable -> variable(variable, false);
          case Node.Pipeline pipeline -> pipeline(pipeline, dot);
          case Node.Function function -> call(function.name(), function, List.of(), dot, null);
          case Node.Chain chain -> chain(chain, dot, false);
        };
    return wantsText ? text(value) : value;
  }

  private Value text(Value value) {
    return switch (value) {
      case Value.Text text -> text;
      case Value.Nothing _ -> throw fault("invalid value; expected string");
      case Value.Truth _, Value.Whole _, Value.Fraction _, Value.Labels _, Value.Struct _ ->
          throw fault("wrong type for value; expected string; got " + value.type());
    };
  }

  /** Names line and column, in bytes, of what is being looked at. */
  private TemplateException fault(String sentence) {
    String before = source.substring(0, Math.min(here.position(), source.length()));
    long line = 1 + before.chars().filter(each -> each == '\n').count();
    String inLine = before.substring(before.lastIndexOf('\n') + 1);
    int column = inLine.getBytes(StandardCharsets.UTF_8).length;
    String name = Templates.NAME;
    return new TemplateException(
        "template: %s:%d:%d: executing \"%s\" at <%s>: %s"
            .formatted(name, line, column, name, here, sentence));
  }
}
