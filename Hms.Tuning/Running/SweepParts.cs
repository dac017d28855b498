using Hms.Tuning.Pruners;
using Hms.Tuning.Storage;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners;

namespace Hms.Tuning.Running;

/// <summary>What the classes of one run of a sweep share.</summary>
internal sealed record SweepParts
{
    public required SweepOptions Options { get; init; }

    public required Study Study { get; init; }

    public required IStudyStorage Storage { get; init; }

    public required ITuner Tuner { get; init; }

    public required IPruner Pruner { get; init; }

    public required MonitorHub Monitors { get; init; }

    public required SweepControl Control { get; init; }

    /// <summary>Name of the worker, different for each process.</summary>
    public required string Owner { get; init; }

    /// <summary>Trials of an earlier study, see <see cref="WarmStart"/>.</summary>
    public IReadOnlyList<Trial> WarmTrials { get; init; } = [];

    /// <summary>When the time is up; null for never.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>First number that counts for failures in a row; null: the first that has not ended when the run begins.</summary>
    public int? FirstOfRun { get; init; }

    public LeaseTerms Terms => new(Owner, Options.LeaseDuration);
}
