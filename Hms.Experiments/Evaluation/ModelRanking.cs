using Hms.Data.Rows;

namespace Hms.Experiments.Evaluation;

/// <summary>Models on the rows that all of them predict, best first.</summary>
/// <param name="Rows">Number of these rows.</param>
/// <param name="Patients">Their patients.</param>
/// <param name="LeftOutRows">Rows that only some of the models predict.</param>
/// <param name="Unit">What a row is.</param>
/// <param name="Models">The models.</param>
public sealed record ModelRanking(int Rows, int Patients, int LeftOutRows, RowUnit Unit, IReadOnlyList<RankedModel> Models);
