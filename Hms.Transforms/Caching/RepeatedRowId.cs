using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Transforms.Caching;

/// <summary>Ids of repeated rows: the first keeps its id, each further one gets an id of its own.</summary>
internal static class RepeatedRowId
{
    /// <param name="source">Ids of the rows below.</param>
    /// <param name="repetition">How often the current row has occurred before.</param>
    /// <param name="step">Tells apart steps that repeat rows one after another.</param>
    internal static ValueGetter<DataViewRowId> Wrap(ValueGetter<DataViewRowId> source, Func<int> repetition, ulong step = 0) => (ref DataViewRowId id) =>
    {
        source(ref id);
        if (repetition() is > 0 and var times) { id = id.Combine(new DataViewRowId((ulong)times, step)); }
    };
}
