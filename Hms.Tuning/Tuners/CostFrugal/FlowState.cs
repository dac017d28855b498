namespace Hms.Tuning.Tuners.CostFrugal;

/// <summary>Where FLOW2 stands after the trials it has seen.</summary>
/// <param name="Run">0, and one more after each restart.</param>
/// <param name="Point">Internal value of every parameter at the best point of the run, inactive ones included.</param>
/// <param name="Score">Violation and loss of that point; null while it has not been tried.</param>
/// <param name="Anchor">Number of the trial that found it.</param>
/// <param name="Step">Length δ of a move in the unit cube.</param>
/// <param name="Failures">Moves since then that were no better.</param>
/// <param name="Trials">Trials of this run.</param>
/// <param name="BestAt">Trials of this run when the point was found.</param>
/// <param name="Shrunk">Trials of this run at the last shrink; 0 for none.</param>
/// <param name="ShrunkBefore">Trials of this run at the shrink before, or when the best point was found.</param>
/// <param name="Cost">What the best trial has cost.</param>
/// <param name="CostSince">What the trials since have cost.</param>
internal sealed record FlowState(
    int Run,
    IReadOnlyDictionary<string, double> Point,
    (double Violation, double Loss)? Score,
    int Anchor,
    double Step,
    int Failures,
    int Trials,
    int BestAt,
    int Shrunk,
    int ShrunkBefore,
    double Cost,
    double CostSince);
