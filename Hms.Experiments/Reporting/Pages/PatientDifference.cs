namespace Hms.Experiments.Reporting.Pages;

/// <summary>Two runs on the rows of one patient.</summary>
/// <param name="PatientId">The patient.</param>
/// <param name="Rows">His rows that both hold out.</param>
/// <param name="ReferenceKl">Mean KL of the one.</param>
/// <param name="CandidateKl">Mean KL of the other.</param>
internal sealed record PatientDifference(long PatientId, int Rows, double ReferenceKl, double CandidateKl)
{
    /// <summary>Positive where the other is better.</summary>
    public double Difference => ReferenceKl - CandidateKl;
}
