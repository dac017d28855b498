using Hms.Transforms.Scoring;

namespace Hms.Transforms.Models;

/// <summary>How a model file is loaded.</summary>
public sealed record HmsModelLoadOptions
{
    /// <summary>
    /// SHA-256 of the whole file, 64 hexadecimal digits, got from a place that an attacker cannot change; null (default) checks for damage only.
    /// A manifest detects damage: who can write the file can write a fitting manifest, too.
    /// </summary>
    public string? ExpectedSha256 { get; init; }

    /// <summary>Largest file and largest total of its entries after unpacking, in bytes; default 1 GiB.</summary>
    public long MaximumBytes { get; init; } = 1L << 30;

    /// <summary>Seed of the MLContext; scoring draws nothing from it. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>How the model's networks are run: batch, threads, device, test-time augmentation; null (default) for batches of 16 on the device that is there.</summary>
    public OnnxScoringOptions? Scoring { get; init; }
}
