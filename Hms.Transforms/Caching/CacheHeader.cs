namespace Hms.Transforms.Caching;

/// <summary>The JSON header of a cache file.</summary>
/// <param name="Rows">Number of rows.</param>
/// <param name="Stride">Bytes of one row.</param>
/// <param name="Columns">The columns.</param>
internal sealed record CacheHeader(int Rows, int Stride, CachedColumn[] Columns);
