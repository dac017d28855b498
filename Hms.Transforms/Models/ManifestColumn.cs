namespace Hms.Transforms.Models;

/// <summary>A column that scoring needs.</summary>
/// <param name="Name">Name of the column.</param>
/// <param name="Dimensions">Sizes of a float vector, outermost first; empty for a scalar.</param>
/// <param name="ChannelNames">Names along the first dimension; null where unknown.</param>
/// <param name="SampleRateHz">Samples a second along the last dimension; null where unknown.</param>
public sealed record ManifestColumn(string Name, IReadOnlyList<int> Dimensions, IReadOnlyList<string>? ChannelNames = null, float? SampleRateHz = null);
