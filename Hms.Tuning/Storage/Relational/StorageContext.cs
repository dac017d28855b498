using System.Collections.Concurrent;
using Hms.Tuning.Spaces;

namespace Hms.Tuning.Storage.Relational;

/// <summary>What all sessions of one storage share.</summary>
/// <param name="Location">Where the studies are, for messages; without a password.</param>
/// <param name="Time">Clock of this process, for the times at which trials begin and end.</param>
internal sealed record StorageContext(string Location, TimeProvider Time)
{
    private readonly ConcurrentDictionary<string, ParameterDistribution> _distributions = new(StringComparer.Ordinal);

    /// <summary>The distribution of this JSON text, one object for all trials.</summary>
    public ParameterDistribution Distribution(string json) => _distributions.GetOrAdd(json, ParameterDistribution.FromJson);
}
