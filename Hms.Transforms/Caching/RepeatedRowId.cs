using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Transforms.Caching;

/// <summary>Ids of repeated rows: the first keeps its id, each further one gets an id of its own.</summary>
internal static class RepeatedRowId
{
    internal static ValueGetter<DataViewRowId> Wrap(ValueGetter<DataViewRowId> source, Func<int> repetition) => (ref DataViewRowId id) =>
    {
        source(ref id);
        if (repetition() is > 0 and var times) { id = id.Combine(new DataViewRowId((ulong)times, 0)); }
    };
}
