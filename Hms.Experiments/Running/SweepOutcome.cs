using Hms.Experiments.Reporting;

namespace Hms.Experiments.Running;

/// <summary>How a sweep ended.</summary>
/// <param name="Record">What stands in run.json.</param>
/// <param name="Leaderboard">All trials.</param>
/// <param name="Parameters">Names of the search parameters.</param>
internal sealed record SweepOutcome(RunRecord Record, IReadOnlyList<LeaderboardRow> Leaderboard, IReadOnlyList<string> Parameters);
