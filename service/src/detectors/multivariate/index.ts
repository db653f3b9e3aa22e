export { learnMultivariate } from './learn-multivariate.ts';
export { MultivariateScorer } from './multivariate-scorer.ts';
export { defaultMultivariateOptions, type MultivariateModel, type MultivariateOptions } from './multivariate-model.ts';
export { explainMultivariate, scoreMultivariate, type MetricShare } from './score-multivariate.ts';
