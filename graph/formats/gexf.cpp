#include "graph/formats/gexf.h"

#include <fmt/format.h>

#include <string>

#include "graph/formats/attributes.h"
#include "graph/formats/export_order.h"

namespace entente::graph {

namespace {

class GexfWriter {
 public:
  GexfWriter(const GraphReader& reader, const ByteSink& sink)
      : reader_(reader),
        sink_(sink),
        order_(OrderForExport(reader)),
        attributes_(SurveyAttributes(reader, order_)) {}

  Status Write() {
    out_ +=
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<gexf xmlns=\"http://gexf.net/1.3\" "
        "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
        "xsi:schemaLocation=\"http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd\" "
        "version=\"1.3\">\n"
        "<meta><creator>Entente</creator></meta>\n"
        "<graph mode=\"static\" defaultedgetype=\"directed\">\n"
        "<attributes class=\"node\" mode=\"static\">\n"
        "<attribute id=\"labels\" title=\"labels\" type=\"string\"/>\n";
    Declare('n', attributes_.nodes);
    out_ += "</attributes>\n";
    if (!attributes_.relationships.empty()) {
      out_ += "<attributes class=\"edge\" mode=\"static\">\n";
      Declare('e', attributes_.relationships);
      out_ += "</attributes>\n";
    }
    out_ += "<nodes>\n";
    for (uint32_t i = 0; i < order_.nodes.size(); ++i) {
      out_ += fmt::format("<node id=\"{}\" label=\"", i);
      AppendXmlText(out_, DisplayName(reader_, order_.nodes[i], i));
      out_ += "\"><attvalues>";
      std::string labels;
      for (std::string_view label : SortedLabels(reader_, order_.nodes[i]))
        labels.append(":").append(label);
      Attvalue("labels", labels);
      Properties('n', attributes_.nodes, reader_.Properties(order_.nodes[i]));
      out_ += "</attvalues></node>\n";
      ENTENTE_RETURN_IF_ERROR(Flush(kFlushBytes));
    }
    out_ += "</nodes>\n<edges>\n";
    RelationshipWalk walk(reader_, order_);
    uint64_t number = 0;
    for (uint32_t i = 0; i < order_.nodes.size(); ++i) {
      for (const ExportedRelationship& relationship : walk.Leaving(i)) {
        std::string type;
        AppendXmlText(type, reader_.Name(relationship.type));
        out_ += fmt::format("<edge id=\"{}\" source=\"{}\" target=\"{}\" label=\"{}\" kind=\"{}\">",
                            number++, relationship.start, relationship.end, type, type);
        const PropertyList properties = reader_.Properties(relationship.id);
        if (!properties.empty()) {
          out_ += "<attvalues>";
          Properties('e', attributes_.relationships, properties);
          out_ += "</attvalues>";
        }
        out_ += "</edge>\n";
        ENTENTE_RETURN_IF_ERROR(Flush(kFlushBytes));
      }
    }
    out_ += "</edges>\n</graph>\n</gexf>\n";
    return Flush(1);
  }

 private:
  Status Flush(size_t at_least_bytes) { return WriteOut(out_, sink_, at_least_bytes); }

  void Declare(char prefix, const std::vector<Attribute>& attributes) {
    for (size_t i = 0; i < attributes.size(); ++i) {
      out_ += fmt::format("<attribute id=\"{}{}\" title=\"", prefix, i);
      AppendXmlText(out_, attributes[i].title);
      out_ += fmt::format("\" type=\"{}\"/>\n", AttributeTypeName(attributes[i].type));
    }
  }

  void Attvalue(std::string_view id, std::string_view text) {
    out_ += fmt::format("<attvalue for=\"{}\" value=\"", id);
    AppendXmlText(out_, text);
    out_ += "\"/>";
  }

  // Attributes and properties are both sorted by the property's name.
  void Properties(char prefix, const std::vector<Attribute>& attributes,
                  const PropertyList& properties) {
    size_t at = 0;
    for (const auto& [key, value] : properties) {
      while (attributes[at].key != key) ++at;
      Attvalue(fmt::format("{}{}", prefix, at), AttributeText(value, attributes[at].type));
    }
  }

  const GraphReader& reader_;
  const ByteSink& sink_;
  const ExportOrder order_;
  const Attributes attributes_;
  std::string out_;
};

}  // namespace

Status WriteGexf(const GraphReader& reader, const ByteSink& sink) {
  return GexfWriter(reader, sink).Write();
}

}  // namespace entente::graph
