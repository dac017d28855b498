using System.Text.Json.Nodes;

namespace Hms.Transforms.Caching;

/// <summary>One column in the header of a cache file.</summary>
/// <param name="Name">Name of the column.</param>
/// <param name="Type">single, double, int32 or int64.</param>
/// <param name="Dimensions">Sizes of a float vector, empty for a scalar.</param>
/// <param name="Offset">First byte of the value within a row.</param>
/// <param name="Annotations">Text vectors, texts and numbers by kind.</param>
internal sealed record CachedColumn(string Name, string Type, int[] Dimensions, int Offset, JsonObject Annotations);
