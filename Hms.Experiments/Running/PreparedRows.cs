using Hms.Transforms.Caching;
using Microsoft.ML;

namespace Hms.Experiments.Running;

/// <summary>All rows of an experiment after the steps that every fold shares.</summary>
/// <param name="Transformers">The shared steps.</param>
/// <param name="InputSchema">Columns before them: what the exported model asks for.</param>
/// <param name="View">Their result, on disk, with random access by row.</param>
internal sealed record PreparedRows(IReadOnlyList<ITransformer> Transformers, DataViewSchema InputSchema, DiskCacheView View)
{
    /// <summary>Names the data and the shared steps.</summary>
    public required CacheKey Key { get; init; }
}
