// What follows an atom: .property, :Label, [index], [from..to], {map projection}. Each has a
// function of its own that is kept out of line, since the parser recurses through ParsePostfix() at
// every level of nesting, whose frame should be small.
#include "query/parser_impl.h"

namespace entente::query {

ExpressionPtr Parser::ParsePostfix() {
  uint32_t begin = Begin();
  auto expression = ParseAtom();
  while (!failed()) {
    if (AtSymbol(".") && AtName(1)) {
      expression = ParseProperty(begin, std::move(expression));
    } else if (AtSymbol(":") && AtName(1)) {
      expression = ParseLabelTest(begin, std::move(expression));
    } else if (AtSymbol("[")) {
      expression = ParseIndex(begin, std::move(expression));
    } else if (AtSymbol("{") && expression->kind == ExpressionKind::kVariable) {
      expression = ParseMapProjection(std::move(expression));
    } else {
      break;
    }
  }
  return expression;
}

[[gnu::noinline]] ExpressionPtr Parser::ParseProperty(uint32_t begin, ExpressionPtr owner) {
  TakeSymbol(".");
  auto property = Make(ExpressionKind::kProperty, begin);
  property->name = ExpectSchemaName("a property's name after .");
  property->children.push_back(std::move(owner));
  return Finish(std::move(property));
}

[[gnu::noinline]] ExpressionPtr Parser::ParseLabelTest(uint32_t begin, ExpressionPtr owner) {
  auto test = Make(ExpressionKind::kHasLabels, begin);
  test->keys = ParseLabels(nullptr);
  test->children.push_back(std::move(owner));
  return Finish(std::move(test));
}

[[gnu::noinline]] ExpressionPtr Parser::ParseIndex(uint32_t begin, ExpressionPtr owner) {
  TakeSymbol("[");
  auto access = Make(ExpressionKind::kIndex, begin);
  access->children.push_back(std::move(owner));
  ExpressionPtr from = AtSymbol("..") ? nullptr : ParseExpression();
  if (TakeSymbol("..")) {
    access->kind = ExpressionKind::kSlice;
    access->children.push_back(std::move(from));
    access->children.push_back(AtSymbol("]") ? nullptr : ParseExpression());
  } else {
    access->children.push_back(std::move(from));
  }
  ExpectSymbol("]", " after the index");
  return Finish(std::move(access));
}

// variable { .key, .*, key: value, variable }. keys[i] names entry i; "*" with no value is all.
[[gnu::noinline]] ExpressionPtr Parser::ParseMapProjection(ExpressionPtr variable) {
  auto projection = Make(ExpressionKind::kMapProjection, variable->span.begin_byte);
  projection->children.push_back(nullptr);
  TakeSymbol("{");
  if (!AtSymbol("}")) {
    do {
      uint32_t begin = Begin();
      if (TakeSymbol(".")) {
        if (TakeSymbol("*")) {
          projection->keys.push_back("*");
          projection->children.push_back(nullptr);
          continue;
        }
        auto property = Make(ExpressionKind::kProperty, begin);
        property->name = ExpectSchemaName("a property's name after .");
        projection->keys.push_back(property->name);
        auto owner = Make(ExpressionKind::kVariable, begin);
        owner->name = variable->name;
        property->children.push_back(std::move(owner));
        projection->children.push_back(Finish(std::move(property)));
      } else if (AtName() && AtSymbol(":", 1)) {
        projection->keys.push_back(ExpectSchemaName("a key"));
        TakeSymbol(":");
        projection->children.push_back(ParseExpression());
      } else {
        auto other = Make(ExpressionKind::kVariable, begin);
        other->name = ExpectVariable();
        projection->keys.push_back(other->name);
        projection->children.push_back(Finish(std::move(other)));
      }
    } while (!failed() && TakeSymbol(","));
  }
  ExpectSymbol("}", " after the map projection");
  projection->children[0] = std::move(variable);
  return Finish(std::move(projection));
}

}  // namespace entente::query
