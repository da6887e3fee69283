package io.jswarm.cli.template;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Builds the tree of a template from its words. */
final class Parser {
  private static final Set<String> REFUSED = Set.of("define", "template", "block");

  private final List<Token> tokens;
  private int at;
  private String closing = "";

  private Parser(List<Token> tokens) {
    this.tokens = tokens;
  }

  static List<Node> parse(String source) throws TemplateException {
    Parser parser = new Parser(Lexer.tokens(source));
    List<Node> nodes = parser.nodes();
    if (!parser.closing.isEmpty()) {
      throw new TemplateException("{{" + parser.closing + "}} without a beginning");
    }
    return nodes;
  }

  /** Nodes up to {@code end} or {@code else}, which is left in {@link #closing}; "" at the end. */
  private List<Node> nodes() throws TemplateException {
    List<Node> nodes = new ArrayList<>();
    closing = "";
    while (true) {
      Token token = tokens.get(at++);
      if (token.kind() == Token.Kind.END) {
        return nodes;
      }
      if (token.kind() == Token.Kind.TEXT) {
        nodes.add(new Node.Text(token.text()));
        continue;
      }
      skipSpace();
      Token first = tokens.get(at);
      String keyword = first.kind() == Token.Kind.WORD ? first.text() : "";
      if (keyword.equals("end") || keyword.equals("else")) {
        at++;
        if (keyword.equals("end")) {
          endAction();
        }
        closing = keyword;
        return nodes;
      }
      nodes.add(action(keyword));
    }
  }

  private Node action(String keyword) throws TemplateException {
    if (REFUSED.contains(keyword)) {
      throw new TemplateException("{{" + keyword + "}} is not supported here");
    }
    return switch (keyword) {
      case "if", "with", "range" -> {
        at++;
        yield block(keyword);
      }
      case "break", "continue" -> {
        at++;
        endAction();
        yield keyword.equals("break") ? new Node.Break() : new Node.Continue();
      }
      default -> {
        Node print = new Node.Print(pipeline());
        endAction();
        yield print;
      }
    };
  }

  private Node block(String keyword) throws TemplateException {
    Node.Pipeline subject = pipeline();
    endAction();
    List<Node> body = nodes();
    List<Node> otherwise = List.of();
    if (closing.equals("else")) {
      otherwise = otherwise();
    }
    if (!closing.equals("end")) {
      throw new TemplateException("{{" + keyword + "}} without {{end}}");
    }
    closing = "";
    return switch (keyword) {
      case "if" -> new Node.If(subject, body, otherwise);
      case "with" -> new Node.With(subject, body, otherwise);
      default -> new Node.Range(subject, body, otherwise);
    };
  }

  /** After {@code else}: a further {@code if} or {@code with} shares the block's {@code end}. */
  private List<Node> otherwise() throws TemplateException {
    skipSpace();
    Token next = tokens.get(at);
    if (next.is(Token.Kind.WORD, "if") || next.is(Token.Kind.WORD, "with")) {
      at++;
      Node chained = block(next.text());
      closing = "end";
      return List.of(chained);
    }
    endAction();
    return nodes();
  }

  private Node.Pipeline pipeline() throws TemplateException {
    skipSpace();
    int start = at;
    List<String> variables = new ArrayList<>();
    while (tokens.get(at).kind() == Token.Kind.VARIABLE) {
      variables.add(tokens.get(at++).text());
      skipSpace();
      if (!symbol(",")) {
        break;
      }
      at++;
      skipSpace();
    }
    boolean declares = symbol(":=");
    boolean assigns = symbol("=");
    if (declares || assigns) {
      at++;
    } else {
      at = start;
      variables.clear();
    }
    List<Node.Call> calls = new ArrayList<>();
    do {
      calls.add(call());
    } while (bar());
    return new Node.Pipeline(variables, assigns, calls);
  }

  private boolean bar() {
    if (symbol("|")) {
      at++;
      return true;
    }
    return false;
  }

  private Node.Call call() throws TemplateException {
    List<Node.Operand> operands = new ArrayList<>();
    skipSpace();
    while (!ends()) {
      operands.add(operand());
      if (!ends() && tokens.get(at).kind() != Token.Kind.SPACE) {
        throw unexpected(tokens.get(at));
      }
      skipSpace();
    }
    if (operands.isEmpty()) {
      throw new TemplateException("missing value at " + tokens.get(at).position());
    }
    return new Node.Call(operands);
  }

  private boolean ends() {
    return tokens.get(at).kind() == Token.Kind.END_ACTION || symbol("|") || symbol(")");
  }

  private Node.Operand operand() throws TemplateException {
    Token token = tokens.get(at++);
    Node.Operand base =
        switch (token.kind()) {
          case DOT -> new Node.Operand.Dot();
          case FIELD -> {
            at--;
            yield new Node.Operand.Dot();
          }
          case VARIABLE -> new Node.Operand.Variable(token.text());
          case STRING -> new Node.Operand.Constant(token.text());
          case NUMBER -> new Node.Operand.Constant(number(token));
          case WORD -> word(token.text());
          case SYMBOL -> group(token);
          case TEXT, SPACE, START_ACTION, END_ACTION, END -> throw unexpected(token);
        };
    List<String> names = new ArrayList<>();
    while (tokens.get(at).kind() == Token.Kind.FIELD) {
      names.add(tokens.get(at++).text().substring(1));
    }
    return names.isEmpty() ? base : new Node.Operand.Fields(base, names);
  }

  private Node.Operand group(Token token) throws TemplateException {
    if (!token.text().equals("(")) {
      throw unexpected(token);
    }
    Node.Pipeline pipeline = pipeline();
    if (!symbol(")")) {
      throw new TemplateException("missing ) at " + tokens.get(at).position());
    }
    at++;
    return new Node.Operand.Group(pipeline);
  }

  private static Node.Operand word(String word) {
    return switch (word) {
      case "true" -> new Node.Operand.Constant(true);
      case "false" -> new Node.Operand.Constant(false);
      case "nil" -> new Node.Operand.Constant(Missing.VALUE);
      default -> new Node.Operand.Function(word);
    };
  }

  private static Object number(Token token) throws TemplateException {
    try {
      String text = token.text();
      return text.indexOf('.') < 0 ? (Object) Long.decode(text) : new BigDecimal(text);
    } catch (NumberFormatException _) {
      throw new TemplateException("bad number " + token.text() + " at " + token.position());
    }
  }

  private void endAction() throws TemplateException {
    skipSpace();
    Token token = tokens.get(at++);
    if (token.kind() != Token.Kind.END_ACTION) {
      throw unexpected(token);
    }
  }

  private boolean symbol(String text) {
    return tokens.get(at).is(Token.Kind.SYMBOL, text);
  }

  private void skipSpace() {
    while (tokens.get(at).kind() == Token.Kind.SPACE) {
      at++;
    }
  }

  private static TemplateException unexpected(Token token) {
    String what = token.kind() == Token.Kind.END ? "end" : "'" + token.text() + "'";
    return new TemplateException("unexpected " + what + " at " + token.position());
  }
}
