#include "pdf/write/output_intent.h"

#include "pdf/write/srgb_profile.h"

namespace chancery::pdf {

Reference add_srgb_output_intent(Deflater& deflater, Graph& graph) {
  const Reference profile = deflater.add_shared(graph, {{"N", 3}}, ByteView(srgb_profile()));
  return graph.add(Dictionary{{"Type", Name{"OutputIntent"}},
                              {"S", Name{"GTS_PDFA1"}},
                              {"OutputConditionIdentifier", String{kSrgbName}},
                              {"RegistryName", String{"http://www.color.org"}},
                              {"Info", String{kSrgbName}},
                              {"DestOutputProfile", profile}});
}

}  // namespace chancery::pdf
