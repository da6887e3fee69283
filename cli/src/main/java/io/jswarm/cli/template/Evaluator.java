package io.jswarm.cli.template;

import io.jswarm.cli.json.JsonNull;
import io.jswarm.cli.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Runs a template once. */
final class Evaluator {
  private final StringBuilder out = new StringBuilder();
  private final List<Binding> bindings = new ArrayList<>();
  private final boolean heading;
  private final Object root;

  private enum Flow {
    ON,
    BREAK,
    CONTINUE
  }

  private static final class Binding {
    final String name;
    Object value;

    Binding(String name, Object value) {
      this.name = name;
      this.value = value;
    }
  }

  Evaluator(Object data, boolean heading) {
    this.root = data;
    this.heading = heading;
    bindings.add(new Binding("$", data));
  }

  String run(List<Node> nodes) throws TemplateException {
    walk(nodes, root);
    return out.toString();
  }

  private Flow walk(List<Node> nodes, Object dot) throws TemplateException {
    for (Node node : nodes) {
      Flow flow =
          switch (node) {
            case Node.Text(String text) -> print(text);
            case Node.Print(Node.Pipeline pipeline) -> print(pipeline, dot);
            case Node.If branch -> branch(branch, dot);
            case Node.With with -> with(with, dot);
            case Node.Range range -> range(range, dot);
            case Node.Break() -> Flow.BREAK;
            case Node.Continue() -> Flow.CONTINUE;
          };
      if (flow != Flow.ON) {
        return flow;
      }
    }
    return Flow.ON;
  }

  private Flow print(String text) {
    out.append(text);
    return Flow.ON;
  }

  private Flow print(Node.Pipeline pipeline, Object dot) throws TemplateException {
    Object value = value(pipeline, dot);
    if (pipeline.variables().isEmpty()) {
      out.append(GoText.print(value));
    }
    return Flow.ON;
  }

  private Flow branch(Node.If branch, Object dot) throws TemplateException {
    int mark = bindings.size();
    boolean taken = GoText.truth(value(branch.condition(), dot));
    Flow flow = walk(taken ? branch.then() : branch.otherwise(), dot);
    forget(mark);
    return flow;
  }

  private Flow with(Node.With with, Object dot) throws TemplateException {
    int mark = bindings.size();
    Object subject = value(with.subject(), dot);
    boolean taken = GoText.truth(subject);
    Flow flow = taken ? walk(with.then(), subject) : walk(with.otherwise(), dot);
    forget(mark);
    return flow;
  }

  private Flow range(Node.Range range, Object dot) throws TemplateException {
    int mark = bindings.size();
    Node.Pipeline subject = range.subject();
    Object value = value(new Node.Pipeline(List.of(), false, subject.calls()), dot);
    List<Object> keys = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    spread(value, keys, values);
    Flow flow = values.isEmpty() ? walk(range.otherwise(), dot) : Flow.ON;
    for (int i = 0; i < values.size() && flow != Flow.BREAK; i++) {
      bind(subject, keys.get(i), values.get(i));
      flow = walk(range.body(), values.get(i));
      forget(mark);
    }
    return values.isEmpty() ? flow : Flow.ON;
  }

  private static void spread(Object value, List<Object> keys, List<Object> values)
      throws TemplateException {
    if (value instanceof List<?> list) {
      for (Object element : list) {
        keys.add((long) keys.size());
        values.add(element);
      }
    } else if (value instanceof JsonObject object) {
      for (String name : new TreeSet<>(object.names())) {
        keys.add(name);
        values.add(GoText.field(object, name));
      }
    } else if (value instanceof Long count) {
      for (long i = 0; i < count; i++) {
        keys.add(i);
        values.add(i);
      }
    } else if (value != Missing.VALUE && value != JsonNull.NULL) {
      throw new TemplateException("range cannot go over " + GoText.print(value));
    }
  }

  private void bind(Node.Pipeline subject, Object key, Object value) throws TemplateException {
    List<String> names = subject.variables();
    if (names.size() == 1) {
      set(names.getFirst(), value, subject.assigns());
    } else if (names.size() == 2) {
      set(names.getFirst(), key, subject.assigns());
      set(names.getLast(), value, subject.assigns());
    }
  }

  private void set(String name, Object value, boolean assigns) throws TemplateException {
    if (assigns) {
      binding(name).value = value;
    } else {
      bindings.add(new Binding(name, value));
    }
  }

  private void forget(int mark) {
    bindings.subList(mark, bindings.size()).clear();
  }

  private Binding binding(String name) throws TemplateException {
    for (int i = bindings.size() - 1; i >= 0; i--) {
      if (bindings.get(i).name.equals(name)) {
        return bindings.get(i);
      }
    }
    throw new TemplateException("undefined variable " + name);
  }

  private Object value(Node.Pipeline pipeline, Object dot) throws TemplateException {
    List<Object> piped = List.of();
    for (Node.Call call : pipeline.calls()) {
      piped = List.of(call(call, dot, piped));
    }
    Object value = piped.getFirst();
    for (String name : pipeline.variables()) {
      set(name, value, pipeline.assigns());
    }
    return value;
  }

  private Object call(Node.Call call, Object dot, List<Object> piped) throws TemplateException {
    Node.Operand first = call.operands().getFirst();
    List<Node.Operand> rest = call.operands().subList(1, call.operands().size());
    if (first instanceof Node.Operand.Function(String name)) {
      return function(name, rest, dot, piped);
    }
    if (!rest.isEmpty() || !piped.isEmpty()) {
      throw new TemplateException("only a function takes arguments");
    }
    return operand(first, dot);
  }

  private Object function(String name, List<Node.Operand> operands, Object dot, List<Object> piped)
      throws TemplateException {
    boolean and = name.equals("and");
    List<Object> arguments = new ArrayList<>();
    for (Node.Operand operand : operands) {
      Object value = operand(operand, dot);
      if ((and || name.equals("or")) && GoText.truth(value) != and) {
        return value;
      }
      arguments.add(value);
    }
    arguments.addAll(piped);
    return heading && Functions.keepsHeading(name)
        ? Functions.heading(name, arguments)
        : Functions.call(name, arguments);
  }

  private Object operand(Node.Operand operand, Object dot) throws TemplateException {
    return switch (operand) {
      case Node.Operand.Dot() -> dot;
      case Node.Operand.Constant(Object value) -> value;
      case Node.Operand.Variable(String name) -> binding(name).value;
      case Node.Operand.Function(String name) -> Functions.call(name, List.of());
      case Node.Operand.Group(Node.Pipeline pipeline) -> value(pipeline, dot);
      case Node.Operand.Fields(Node.Operand base, List<String> names) ->
          fields(operand(base, dot), names);
    };
  }

  private static Object fields(Object base, List<String> names) throws TemplateException {
    Object value = base;
    for (String name : names) {
      value = field(value, name);
    }
    return value;
  }

  private static Object field(Object value, String name) throws TemplateException {
    if (value instanceof JsonObject object) {
      return GoText.field(object, name);
    }
    if (value instanceof Row row) {
      Object found = row.get(name);
      if (found == null) {
        throw new TemplateException(
            "there is no field ." + name + "; there are ." + String.join(" .", row.names()));
      }
      return found;
    }
    if (value == Missing.VALUE || value == JsonNull.NULL) {
      return Missing.VALUE;
    }
    throw new TemplateException("'" + GoText.print(value) + "' has no field ." + name);
  }
}
