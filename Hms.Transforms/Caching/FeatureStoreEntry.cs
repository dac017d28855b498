namespace Hms.Transforms.Caching;

/// <summary>One entry of a <see cref="FeatureStore"/>.</summary>
/// <param name="Key">The key it is kept under.</param>
/// <param name="Path">Its file.</param>
/// <param name="Bytes">Size of the file.</param>
/// <param name="LastUsed">When it was last written or opened.</param>
public sealed record FeatureStoreEntry(string Key, string Path, long Bytes, DateTimeOffset LastUsed);
