using ScottPlot;

namespace Hms.Experiments.Reporting.Pages;

/// <summary>Patients in the order of their differences.</summary>
internal static class PatientFigure
{
    private const float SmallestMarker = 3;
    private const float LargestMarker = 11;

    public static FigureBlock Draw(PairedDetail pair)
    {
        var plot = PageFigure.New($"{pair.Candidate}, by patient", "patients, by their difference", "difference (nat)");
        plot.Add.HorizontalLine(0, 1.2f, Colors.Black.WithAlpha(.6));
        var most = pair.Patients.Max(x => x.Rows);
        var better = pair.Patients.Count(x => x.Difference > 0);
        foreach (var (model, positive, name) in new[] { (pair.Index, true, $"{pair.Candidate} is better"), (0, false, $"{pair.Reference} is better") })
        {
            var key = plot.Add.Markers(new double[] { double.NaN }, new double[] { double.NaN }, MarkerShape.FilledCircle, 7, PageFigure.OfModel(model));
            key.LegendText = name.Length <= 40 ? name : name[..39] + "…";
            for (var i = 0; i < pair.Patients.Count; i++)
            {
                var patient = pair.Patients[i];
                if (patient.Difference > 0 != positive) { continue; }
                plot.Add.Marker(i + 1, patient.Difference, MarkerShape.FilledCircle, SmallestMarker + (LargestMarker - SmallestMarker) * (float)Math.Sqrt(patient.Rows / (double)most), PageFigure.OfModel(model).WithAlpha(.8));
            }
        }
        var (low, high) = (pair.Patients[0].Difference, pair.Patients[^1].Difference);
        var margin = high > low ? 0.1 * (high - low) : 0.1;
        plot.Axes.SetLimits(0.5 - 0.03 * pair.Patients.Count, pair.Patients.Count * 1.03 + 0.5, Math.Min(0, low) - margin, Math.Max(0, high) + 2 * margin);
        Studies.StudyFigure.WholeNumbers(plot.Axes.Bottom);
        plot.ShowLegend(Alignment.UpperLeft);
        return new FigureBlock(
            $"patients-{pair.Index}", $"Mean KL of {pair.Reference} less that of {pair.Candidate}, one point a patient; larger points have more rows. {pair.Candidate} is better on {better} of {PageText.Count(pair.Patients.Count, "patient")}.",
            $"Points from {PageText.Difference(low)} to {PageText.Difference(high)}; {pair.Candidate} is better on {better} of {PageText.Count(pair.Patients.Count, "patient")}.",
            PageFigure.Of(plot));
    }
}
