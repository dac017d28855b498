using Hms.Data.Rows;
using Hms.Experiments.Evaluation;

namespace Hms.Experiments.Running.Ensembles;

/// <summary>A row of an ensemble.</summary>
/// <param name="Row">Its recording.</param>
/// <param name="Reference">The prediction of the member that the row and its votes are taken from.</param>
/// <param name="Scores">The probabilities of each member, in the order of the members.</param>
internal sealed record JoinedRow(RecordingRow Row, HeldOutPrediction Reference, IReadOnlyList<float[]> Scores);
