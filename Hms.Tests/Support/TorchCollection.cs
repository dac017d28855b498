namespace Hms.Tests.Support;

/// <summary>Tests that use libtorch: its random state and thread count are process-wide, so they run one at a time, apart from all others.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TorchCollection
{
    /// <summary>Name for [Collection].</summary>
    public const string Name = "torch";
}
