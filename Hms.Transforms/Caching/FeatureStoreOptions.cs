namespace Hms.Transforms.Caching;

/// <summary>Where a <see cref="FeatureStore"/> lies and how large it may grow.</summary>
public sealed record FeatureStoreOptions
{
    /// <summary>The folder; made where it is absent.</summary>
    public required string Folder { get; init; }

    /// <summary>Bytes of all entries above which those that were longest unused are removed; entries in use stay. Default 20 GiB.</summary>
    public long MaximumBytes { get; init; } = 20L << 30;

    /// <summary>Source of the time, which decides what was longest unused.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>All errors of these options; empty where there are none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(Folder)) { errors.Add("Folder is empty; name the folder of the cache."); }
        if (MaximumBytes < 0) { errors.Add($"MaximumBytes {MaximumBytes} must be at least 0."); }
        return errors;
    }
}
